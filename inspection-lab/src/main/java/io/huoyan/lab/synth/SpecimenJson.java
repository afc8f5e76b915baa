package io.huoyan.lab.synth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.huoyan.core.domain.LensMap;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PlaneMap;
import io.huoyan.core.domain.ViewMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The truth of a specimen as JSON: everything in mm, micrometres as the last digit. */
final class SpecimenJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final double MICRO = 1e3;

    private SpecimenJson() {}

    static String text(RenderedSpecimen specimen, String picture, String mask) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("picture", picture);
        root.put("mask", mask);
        root.put("synthetic", true);
        root.put("seed", specimen.seed());
        root.put("sidePx", specimen.side());
        root.put("material", small(specimen.order().material()));
        root.put("light", small(specimen.order().light()));
        root.put("drawn", rounded(specimen.camera()));
        root.put("pixelToMm", map(specimen.pixelToMm()));
        root.put("weld", weld(specimen));
        List<Object> defects = new ArrayList<>();
        specimen.weld().defects().forEach(defect -> defects.add(defect(defect)));
        root.put("defects", defects);
        List<Object> features = new ArrayList<>();
        specimen.features()
                .forEach(feature -> features.add(Map.of(
                        "kind",
                        feature.kind(),
                        "outlineMm",
                        points(feature.outline().corners()))));
        root.put("features", features);
        try {
            return MAPPER.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the truth of seed " + specimen.seed() + " cannot be written as JSON", e);
        }
    }

    private static Map<String, Object> map(ViewMap map) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("homography", (map instanceof LensMap lens ? lens.ideal() : (PlaneMap) map).pixelToMm());
        if (map instanceof LensMap lens) {
            members.put(
                    "lens",
                    Map.of(
                            "fxPx", lens.lens().fxPx(),
                            "fyPx", lens.lens().fyPx(),
                            "cxPx", lens.lens().cxPx(),
                            "cyPx", lens.lens().cyPx(),
                            "k1", lens.lens().k1(),
                            "k2", lens.lens().k2()));
        }
        return members;
    }

    private static Map<String, Object> weld(RenderedSpecimen specimen) {
        SpecimenWeld weld = specimen.weld();
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("kind", small(weld.kind()));
        members.put("process", weld.kind().process());
        members.put("good", weld.defects().isEmpty());
        members.put("nominalMm", points(weld.nominal()));
        members.put("nominalWidthMm", micro(weld.nominalWidthMm()));
        members.put("maskValue", Marks.WELD);
        List<Object> outlines = new ArrayList<>();
        weld.outlines().forEach(outline -> outlines.add(points(outline.corners())));
        members.put("outlinesMm", outlines);
        List<Object> sections = new ArrayList<>();
        weld.sections()
                .forEach(section -> sections.add(List.of(
                        micro(section.alongMm()),
                        micro(section.leftMm()),
                        micro(section.rightMm()),
                        micro(section.crownMm()))));
        members.put("sectionsAlongLeftRightCrownMm", sections);
        return members;
    }

    private static Map<String, Object> defect(SpecimenDefect defect) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("kind", defect.kind().label());
        members.put("code", defect.kind().code());
        members.put("english", defect.kind().english());
        members.put("maskValue", defect.maskValue());
        members.put("centreMm", point(defect.extent().centre()));
        members.put("lengthMm", micro(defect.extent().lengthMm()));
        members.put("widthMm", micro(defect.extent().widthMm()));
        members.put("areaMm2", micro(defect.areaMm2()));
        members.put("sizes", rounded(defect.sizes()));
        List<Object> outlines = new ArrayList<>();
        defect.outlines().forEach(outline -> outlines.add(points(outline.corners())));
        members.put("outlinesMm", outlines);
        return members;
    }

    private static List<Object> points(List<MmPoint> corners) {
        List<Object> points = new ArrayList<>();
        corners.forEach(corner -> points.add(point(corner)));
        return points;
    }

    private static List<Double> point(MmPoint point) {
        return List.of(micro(point.x()), micro(point.y()));
    }

    private static Map<String, Double> rounded(Map<String, Double> values) {
        Map<String, Double> members = new LinkedHashMap<>();
        values.forEach((name, value) -> members.put(name, micro(value)));
        return members;
    }

    private static double micro(double value) {
        return Math.rint(value * MICRO) / MICRO;
    }

    private static String small(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
