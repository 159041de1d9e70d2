using System.Text.Json;

namespace Dateline.Delivery.Channels;

/// <summary>Reads the options that a person wrote for a destination: nothing is taken that is of another kind than it should be.</summary>
internal static class ChannelOptions
{
    /// <summary>What <paramref name="read"/> makes of the options; <paramref name="otherwise"/> where they are no JSON object.</summary>
    internal static T Read<T>(string options, Func<JsonElement, T> read, T otherwise)
    {
        try
        {
            using var json = JsonDocument.Parse(options);
            return json.RootElement.ValueKind == JsonValueKind.Object ? read(json.RootElement) : otherwise;
        }
        catch (JsonException)
        {
            return otherwise;
        }
    }

    /// <summary>A text that holds no control character; null where there is none such.</summary>
    internal static string? Line(this JsonElement options, string name) =>
        options.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text && !text.Any(char.IsControl) ? text : null;

    /// <summary>A "port"; <paramref name="usual"/> where none is given, null where it is none.</summary>
    internal static int? Port(this JsonElement options, int usual)
    {
        if (!options.TryGetProperty("port", out var given)) return usual;
        return given.ValueKind == JsonValueKind.Number && given.TryGetInt32(out var port) && port is > 0 and < 65536 ? port : null;
    }

    /// <summary>The path of a file in a folder of a server.</summary>
    internal static string Within(string folder, string file) => folder == "/" ? "/" + file : folder + "/" + file;

    /// <summary>Several such texts, written as a list or, where it is one, as itself. Null where one of them is none, or there is none.</summary>
    internal static IReadOnlyList<string>? Lines(this JsonElement options, string name)
    {
        if (!options.TryGetProperty(name, out var value)) return null;
        if (value.ValueKind != JsonValueKind.Array) return options.Line(name) is { } one ? [one] : null;
        var lines = value.EnumerateArray().Select(static v => v.ValueKind == JsonValueKind.String ? v.GetString() : null).ToList();
        return lines.Count > 0 && lines.All(static l => l is { Length: > 0 } && !l.Any(char.IsControl)) ? [.. lines.Select(static l => l!)] : null;
    }
}
