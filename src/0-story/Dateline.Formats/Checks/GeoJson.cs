using Dateline.Formats.Json;

namespace Dateline.Formats.Checks;

/// <summary>Whether a value is a place as GeoJSON has it (RFC 7946): a geometry with coordinates as deep as its type demands, a feature, or several.</summary>
internal static class GeoJson
{
    internal static bool Is(JsonValue value) => value.Kind == JsonKind.Object && value["type"] is { Kind: JsonKind.String, Text: var type } && type switch
    {
        "Point" => IsPosition(value["coordinates"]),
        "MultiPoint" => IsListOf(value["coordinates"], 1, 0),
        "LineString" => IsListOf(value["coordinates"], 1, 2),
        "MultiLineString" => IsListOf(value["coordinates"], 2, 2),
        "Polygon" => IsListOf(value["coordinates"], 2, 4),
        "MultiPolygon" => IsListOf(value["coordinates"], 3, 4),
        "GeometryCollection" => AreAll(value["geometries"]),
        "Feature" => value.Has("properties") && value.Has("geometry") && (value["geometry"] is not { } geometry || Is(geometry)),
        "FeatureCollection" => AreAll(value["features"]),
        _ => false,
    };

    private static bool AreAll(JsonValue? list) => list is { Kind: JsonKind.Array, Values: var inner } && inner.All(Is);

    // The innermost list holds positions: at least two make a line, four a ring.
    private static bool IsListOf(JsonValue? list, int depth, int least) =>
        list is { Kind: JsonKind.Array, Values: var values } && (depth == 1 ? values.Count() >= least && values.All(v => IsPosition(v)) : values.All(inner => IsListOf(inner, depth - 1, least)));

    private static bool IsPosition(JsonValue? position) => position is { Kind: JsonKind.Array, Values: var values } && values.Count() >= 2 && values.All(v => v.Kind == JsonKind.Number);
}
