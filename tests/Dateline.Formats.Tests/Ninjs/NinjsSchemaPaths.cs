using System.Text.Json;
using Dateline.Formats.Checks;

namespace Dateline.Formats.Tests.Ninjs;

/// <summary>Every property that may stand in a document, by its path and kind ("place/contactinfo/address/lines text"): of a schema, and of what we check.</summary>
internal static class NinjsSchemaPaths
{
    internal static void OfSchema(JsonElement root, JsonElement schema, string path, SortedSet<string> paths)
    {
        schema = Resolved(root, schema);
        if (schema.ValueKind != JsonValueKind.Object || path.Contains("associations", StringComparison.Ordinal)) return;
        foreach (var list in (ReadOnlySpan<string>)["properties", "patternProperties"])
            if (schema.TryGetProperty(list, out var properties))
                foreach (var property in properties.EnumerateObject()) OfProperty(root, property, list == "patternProperties", path, paths);
        if (schema.TryGetProperty("items", out var items)) OfSchema(root, items, path, paths);
    }

    private static void OfProperty(JsonElement root, JsonProperty property, bool isPattern, string path, SortedSet<string> paths)
    {
        var name = isPattern ? property.Name.TrimStart('^').Split('[')[0] + "*" : property.Name;
        // Keys of the sender's choosing are no property.
        var inside = name == "*" ? path : path + "/" + name;
        var kind = KindOf(root, property.Value);
        if (name != "*") paths.Add($"{inside} {kind}");
        if (kind != "geo") OfSchema(root, property.Value, inside, paths);
    }

    private static string KindOf(JsonElement root, JsonElement schema)
    {
        if (IsGeo(schema)) return "geo";
        schema = Resolved(root, schema);
        if (schema.TryGetProperty("enum", out var words)) return "=" + string.Join('|', words.EnumerateArray().Select(w => w.GetString()));
        if (schema.TryGetProperty("items", out var items)) return "list of " + (IsNested(root, items) ? "objects" : KindOf(root, items));
        if (schema.TryGetProperty("pattern", out _)) return schema.GetProperty("type").GetString() == "array" ? "list of moment" : "moment";
        if (schema.TryGetProperty("minimum", out var least)) return $"integer:{least}..{schema.GetProperty("maximum")}";
        return schema.TryGetProperty("type", out var type) && type.GetString() is { } name ? name switch { "string" => "text", "object" when !IsNested(root, schema) => "any", _ => name } : "object";
    }

    private static bool IsGeo(JsonElement schema) => schema.TryGetProperty("$ref", out var reference) && reference.GetString()!.Contains("geojson", StringComparison.OrdinalIgnoreCase);

    private static bool IsNested(JsonElement root, JsonElement schema) =>
        schema.TryGetProperty("$ref", out _) && !IsGeo(schema) && Resolved(root, schema).TryGetProperty("properties", out _) || schema.TryGetProperty("properties", out _) || schema.TryGetProperty("patternProperties", out _) || schema.TryGetProperty("anyOf", out _);

    private static JsonElement Resolved(JsonElement root, JsonElement schema)
    {
        if (!schema.TryGetProperty("$ref", out var reference) || !reference.GetString()!.StartsWith("#/", StringComparison.Ordinal)) return schema;
        var target = root;
        foreach (var step in reference.GetString()![2..].Split('/')) target = target.GetProperty(step);
        return !schema.TryGetProperty("type", out var type) || type.GetString() != "array" ? target : JsonDocument.Parse($$"""{"type":"array","pattern":""}""").RootElement;
    }

    internal static void OfShape(string version, string shape, string path, SortedSet<string> paths)
    {
        foreach (var property in NinjsShapes.Of(version)[shape].Properties)
        {
            var inside = path + "/" + property.Name;
            paths.Add($"{inside} {Described(version, property.Kind)}");
            var inner = property.Kind.Trim('[', ']', '{', '}');
            if (property.Name != "associations" && NinjsShapes.Of(version).ContainsKey(inner)) OfShape(version, inner, inside, paths);
        }
    }

    private static string Described(string version, string kind) => kind switch
    {
        ['[', .. var inner, ']'] => "list of " + (inner == "association" || NinjsShapes.Of(version).ContainsKey(inner) ? "objects" : inner),
        ['{', ..] => "object",
        _ => NinjsShapes.Of(version).ContainsKey(kind) ? "object" : kind,
    };
}
