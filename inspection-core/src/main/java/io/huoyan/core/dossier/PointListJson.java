package io.huoyan.core.dossier;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.Deserializers;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.ser.Serializers;
import com.fasterxml.jackson.databind.type.CollectionType;
import io.huoyan.core.domain.PixelPoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists of points as {@code [x1, y1, x2, y2, …]} in whole hundredths of a pixel: outlines are most of what an
 * inspection is made of, and no eye sees more of one. Lists of {@code {"x":…,"y":…}} in pixels, as they were written
 * before, are read too.
 */
final class PointListJson {
    private static final double STEPS_PER_PIXEL = 100;

    private PointListJson() {}

    private static boolean isPoints(JavaType list) {
        return list.getContentType().hasRawClass(PixelPoint.class);
    }

    /** Finds the writer of such lists. */
    static final class Writers extends Serializers.Base {
        @Override
        public @Nullable JsonSerializer<?> findCollectionSerializer(
                SerializationConfig config,
                CollectionType type,
                BeanDescription description,
                @Nullable TypeSerializer elementTypeSerializer,
                @Nullable JsonSerializer<Object> elementValueSerializer) {
            return isPoints(type) ? new Writer() : null;
        }
    }

    /** Finds the reader of such lists. */
    static final class Readers extends Deserializers.Base {
        @Override
        public @Nullable JsonDeserializer<?> findCollectionDeserializer(
                CollectionType type,
                DeserializationConfig config,
                BeanDescription description,
                @Nullable TypeDeserializer elementTypeDeserializer,
                @Nullable JsonDeserializer<?> elementDeserializer) {
            return isPoints(type) ? new Reader() : null;
        }
    }

    private static final class Writer extends JsonSerializer<List<PixelPoint>> {
        @Override
        public void serialize(List<PixelPoint> points, JsonGenerator json, SerializerProvider provider)
                throws IOException {
            json.writeStartArray();
            for (PixelPoint point : points) {
                json.writeNumber(Math.round(point.x() * STEPS_PER_PIXEL));
                json.writeNumber(Math.round(point.y() * STEPS_PER_PIXEL));
            }
            json.writeEndArray();
        }
    }

    private static final class Reader extends JsonDeserializer<List<PixelPoint>> {
        @Override
        public List<PixelPoint> deserialize(JsonParser json, DeserializationContext context) throws IOException {
            if (!json.isExpectedStartArrayToken()) {
                throw context.wrongTokenException(json, List.class, JsonToken.START_ARRAY, "points are a list");
            }
            var points = new ArrayList<PixelPoint>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (json.currentToken() == JsonToken.START_OBJECT) {
                    points.add(context.readValue(json, PixelPoint.class));
                } else {
                    long x = json.getLongValue();
                    json.nextToken();
                    points.add(new PixelPoint(x / STEPS_PER_PIXEL, json.getLongValue() / STEPS_PER_PIXEL));
                }
            }
            return points;
        }
    }
}
