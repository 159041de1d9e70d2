using System.Globalization;
using System.Text.RegularExpressions;
using Dateline.Formats.Json;
using Dateline.Formats.Ninjs;

namespace Dateline.Formats.Checks;

/// <summary>
/// What is wrong with a document as ninjs: unknown properties, missing ones, values of the wrong kind or outside their list. Each item is held to the version it states;
/// where it states none, to the newest of the generation whose spelling it has. Addresses and dates are texts here, as in IPTC's schemas: what can't be read of them, reading has noted.
/// </summary>
internal sealed partial class NinjsChecks
{
    private readonly string _version;
    private readonly IReadOnlyDictionary<string, NinjsShape> _shapes;
    private readonly List<WireFinding> _findings;

    private NinjsChecks(string version, List<WireFinding> findings) => (_version, _shapes, _findings) = (version, NinjsShapes.Of(version), findings);

    /// <summary>Checks every item of a document that is JSON.</summary>
    /// <param name="bytes">The document.</param>
    /// <param name="findings">What is found goes there.</param>
    /// <param name="version">The version to hold it to, whatever it states; null: its own.</param>
    internal static void Check(ReadOnlyMemory<byte> bytes, List<WireFinding> findings, string? version = null)
    {
        using var reading = WireJson.Read(bytes);
        if (reading.Value is not { } document) { findings.Add(new(reading.Failure!.Code, reading.Failure.Message, reading.Failure.Position)); return; }
        var items = version is null ? NinjsFormat.Items(document) : [document];
        foreach (var item in items) new NinjsChecks(version ?? VersionOf(item), findings).CheckKind("item", item, "item");
    }

    private static string VersionOf(JsonValue item)
    {
        var stated = item.Kind == JsonKind.Object ? NinjsFormat.Version(item) ?? "3" : "3";
        if (NinjsShapes.Versions.Contains(stated)) return stated;
        return NinjsShapes.Versions.LastOrDefault(v => v[0] == stated.FirstOrDefault()) ?? NinjsShapes.Versions[^1];
    }

    private void CheckKind(string kind, JsonValue value, string name)
    {
        if (_findings.Count >= WireChecks.MostFindings) return;
        switch (kind[0])
        {
            case '[':
                if (Is(value, JsonKind.Array, name, "a list")) foreach (var each in value.Values) CheckKind(kind[1..^1], each, name);
                break;
            case '{':
                if (Is(value, JsonKind.Object, name, "an object")) CheckKeyed(kind[1..^1], value, name);
                break;
            case '=': CheckWord(kind, value, name); break;
            default: CheckNamed(kind, value, name); break;
        }
    }

    private void CheckNamed(string kind, JsonValue value, string name)
    {
        switch (kind)
        {
            case "text": Is(value, JsonKind.String, name, "a string"); break;
            case "number": Is(value, JsonKind.Number, name, "a number"); break;
            case "any": Is(value, JsonKind.Object, name, "an object"); break;
            case "moment":
                if (Is(value, JsonKind.String, name, "a string") && !Moment().IsMatch(value.Text)) Wrong(FindingCodes.PropertyValue, value, $"\"{name}\" is not a date, or one that is cut short.");
                break;
            case "geo": if (!GeoJson.Is(value)) Wrong(FindingCodes.PropertyValue, value, $"\"{name}\" is not GeoJSON."); break;
            case "association": CheckAssociation(value); break;
            case ['i', 'n', 't', 'e', 'g', 'e', 'r', ..]: CheckInteger(kind, value, name); break;
            default: if (Is(value, JsonKind.Object, name, "an object")) CheckObject(_shapes[kind], value, name, "", ""); break;
        }
    }

    private void CheckObject(NinjsShape shape, JsonValue value, string name, string alsoRequired, string alsoKnown)
    {
        foreach (var (key, member) in value.Members)
        {
            if (Find(shape, key) is { } property) CheckKind(property.Kind, member, key);
            else if (key.Length > 0 && (key == alsoRequired || key == alsoKnown)) CheckKind("text", member, key);
            else if (!shape.IsOpen) Wrong(FindingCodes.PropertyUnknown, member, $"ninjs {_version} has no property \"{Short(key)}\" in \"{name}\".");
        }
        foreach (var property in shape.Properties) if (property.IsRequired) Require(value, property.Name, name);
        if (alsoRequired.Length > 0) Require(value, alsoRequired, name);
        foreach (var pair in shape.OneOf)
            if (pair.Count(value.Has) != 1) Wrong(FindingCodes.PropertyMissing, value, $"\"{name}\" must have one of \"{pair[0]}\" and \"{pair[1]}\", and not both.");
        if (shape.Properties is [{ Name: "startDate" }, ..]) CheckDates(value, name);
    }

    private void Require(JsonValue value, string property, string name)
    {
        if (!value.Has(property)) Wrong(FindingCodes.PropertyMissing, value, $"\"{name}\" has no \"{property}\", which ninjs {_version} demands.");
    }

    /// <summary>An associated item is an item, and has a name by which its item knows it; since 3.0 it may say how it is related. In 2.0 a name alone was enough.</summary>
    private void CheckAssociation(JsonValue value)
    {
        const string Name = "associations";
        if (!Is(value, JsonKind.Object, Name, "an object") || _version == "2.0" && value["name"] is { Kind: JsonKind.String }) return;
        CheckObject(_shapes["item"], value, Name, _version == "2.0" ? "" : "name", _version[0] == '3' ? "rel" : "");
    }

    // At one end of the time at least, it must be certain which of the two is meant.
    private void CheckDates(JsonValue value, string name)
    {
        if (value.Has("startDate") != value.Has("expectedStartDate") || value.Has("endDate") != value.Has("expectedEndDate")) return;
        Wrong(FindingCodes.PropertyMissing, value, $"\"{name}\" must have one of \"startDate\" and \"expectedStartDate\", or one of \"endDate\" and \"expectedEndDate\", and not both.");
    }

    private void CheckKeyed(string kind, JsonValue value, string name)
    {
        foreach (var (key, member) in value.Members)
        {
            if (key.Length == 0 || !IsOfKey(key[0])) Wrong(FindingCodes.PropertyUnknown, member, $"\"{Short(key)}\" can't be a key in \"{name}\".");
            else CheckKind(kind, member, name);
        }
    }

    private void CheckWord(string kind, JsonValue value, string name)
    {
        if (!Is(value, JsonKind.String, name, "a string")) return;
        if (!kind[1..].Split('|').Contains(value.Text)) Wrong(FindingCodes.PropertyValue, value, $"\"{name}\" can't be \"{Short(value.Text)}\" in ninjs {_version}: it is one of {kind[1..].Replace("|", ", ", StringComparison.Ordinal)}.");
    }

    private void CheckInteger(string kind, JsonValue value, string name)
    {
        if (!Is(value, JsonKind.Number, name, "a whole number")) return;
        var number = double.Parse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (number != Math.Floor(number)) Wrong(FindingCodes.PropertyType, value, $"\"{name}\" must be a whole number.");
        else if (kind.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 && kind[(colon + 1)..].Split("..") is [var least, var most]
            && (number < int.Parse(least, CultureInfo.InvariantCulture) || number > int.Parse(most, CultureInfo.InvariantCulture)))
            Wrong(FindingCodes.PropertyValue, value, $"\"{name}\" must be from {least} to {most}.");
    }

    private bool Is(JsonValue value, JsonKind kind, string name, string words)
    {
        if (value.Kind == kind) return true;
        Wrong(FindingCodes.PropertyType, value, $"\"{name}\" must be {words}.");
        return false;
    }

    private static NinjsProperty? Find(NinjsShape shape, string key)
    {
        foreach (var property in shape.Properties)
            if (property.Name == key || property.Name[^1] == '*' && key.Length >= property.Name.Length && key.StartsWith(property.Name[..^1], StringComparison.Ordinal) && IsOfKey(key[property.Name.Length - 1])) return property;
        return null;
    }

    private static bool IsOfKey(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    private void Wrong(string code, JsonValue value, string message) => _findings.Add(new(code, message, value.Position));

    private static string Short(string text) => text.Length <= 80 ? text : text[..80] + "…";

    [GeneratedRegex(@"^-?(?:[1-9][0-9]*)?[0-9]{4}(?:-(?:1[0-2]|0[1-9])(?:-(?:3[01]|0[1-9]|[12][0-9])(?:T(?:2[0-3]|[01][0-9]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?(?:Z|[+-](?:2[0-3]|[01][0-9]):[0-5][0-9])?)?)?)?\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Moment();
}
