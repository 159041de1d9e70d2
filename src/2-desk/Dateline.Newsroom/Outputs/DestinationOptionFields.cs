using System.Globalization;
using System.Text;
using System.Text.Json;
using Dateline.Store.Deliveries;
using Microsoft.AspNetCore.Http;

namespace Dateline.Newsroom.Outputs;

/// <summary>A channel's options as the fields of a form, and back: whoever sets up a destination writes no JSON.</summary>
internal static class DestinationOptionFields
{
    internal static string FieldOf(string channel, ChannelOption option) => $"{channel}.{option.Name}";

    /// <summary>What the fields of a channel say, as its options. What is empty is left out; what is no number stays as it was typed, and the channel refuses it.</summary>
    internal static string Read(IFormCollection form, string channel, IReadOnlyList<ChannelOption> options)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            foreach (var option in options)
                if (form[FieldOf(channel, option)].ToString().Trim() is { Length: > 0 } typed) Write(json, option, typed);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>What options that are kept say, as it stands in the field; null: nothing.</summary>
    internal static string? Kept(string options, ChannelOption option)
    {
        using var json = JsonDocument.Parse(options);
        if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty(option.Name, out var value)) return null;
        return value.ValueKind == JsonValueKind.Array ? string.Join('\n', value.EnumerateArray()) : value.ToString();
    }

    private static void Write(Utf8JsonWriter json, ChannelOption option, string typed)
    {
        json.WritePropertyName(option.Name);
        if (option.Kind == ChannelOptionKind.Number && int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) json.WriteNumberValue(number);
        else if (option.Kind == ChannelOptionKind.List)
        {
            json.WriteStartArray();
            foreach (var line in typed.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)) json.WriteStringValue(line);
            json.WriteEndArray();
        }
        else json.WriteStringValue(typed);
    }
}
