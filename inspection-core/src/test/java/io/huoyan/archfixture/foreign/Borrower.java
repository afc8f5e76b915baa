package io.huoyan.archfixture.foreign;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import org.opencv.core.Mat;
import org.snakeyaml.engine.v2.api.Load;

/** Uses libraries that live elsewhere. */
interface Borrower {
    NDArray fromDjl();

    JsonNode fromJackson();

    Connection fromJdbc();

    Mat fromOpenCv();

    Load fromSnakeYaml();

    javax.xml.parsers.SAXParser fromNobody();
}
