using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Dateline.Formats.Json;

/// <summary>
/// The one way JSON is opened in Dateline. Stricter than RFC 8259 where it leaves the reader a choice, because two readers that choose differently
/// see two different stories: a key stands once, strings are whole Unicode, numbers are finite, nothing follows the end (RFC 7493, I-JSON).
/// </summary>
internal static class WireJson
{
    /// <summary>Objects and arrays nested deeper are refused.</summary>
    internal const int MaxDepth = 64;

    /// <summary>Reads <paramref name="bytes"/>: a value, or why there is none.</summary>
    internal static (JsonValue? Value, ReadFailure? Failure) Read(ReadOnlySpan<byte> bytes)
    {
        var offset = bytes.StartsWith("\uFEFF"u8) ? 3 : 0;
        bytes = bytes[offset..];
        if (WrongCharacters(bytes) is { } failure) return (null, failure);
        // Not the final block: so that an end that comes too early can be told from a mistake.
        var json = new Utf8JsonReader(bytes, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = 4 * MaxDepth }));
        var build = new Builder();
        try
        {
            while (json.Read())
                if (build.Take(ref json) is { } problem) return (null, problem);
        }
        catch (JsonException)
        {
            return (null, Broken(bytes, json.BytesConsumed, build));
        }
        return build.Root is { } root && build.IsWhole ? (root, null) : (null, new(FailureCodes.Incomplete, "The JSON ends too early.", new(Offset: offset + bytes.Length)));
    }

    private static ReadFailure? WrongCharacters(ReadOnlySpan<byte> bytes)
    {
        var nul = bytes.IndexOf((byte)0);
        if (nul >= 0) return new(FailureCodes.ControlCharacter, "The JSON holds the character U+0000.", new(Offset: nul));
        return Utf8.IsValid(bytes) ? null : new(FailureCodes.Encoding, "The JSON is not UTF-8.", new(Offset: 0));
    }

    private static ReadFailure Broken(ReadOnlySpan<byte> bytes, long at, Builder build)
    {
        var rest = bytes[(int)at..].TrimStart(" \t\r\n:,["u8);
        if (build.IsWhole) return new(FailureCodes.TrailingContent, "Something follows the end of the JSON.", new(Offset: at));
        if (rest.StartsWith("NaN"u8) || rest.StartsWith("Infinity"u8) || rest.StartsWith("-Infinity"u8))
            return new(FailureCodes.NumberRange, "A number is not a finite one.", new(Offset: at, Pointer: build.Pointer));
        return new(FailureCodes.Malformed, "This is not JSON.", new(Offset: at, Pointer: build.Pointer));
    }

    /// <summary>Puts tokens together; without recursion.</summary>
    private sealed class Builder
    {
        private readonly Stack<JsonValue> _open = new();
        private string? _name;

        internal JsonValue? Root { get; private set; }

        internal bool IsWhole => Root is not null && _open.Count == 0;

        internal string Pointer => _open.TryPeek(out var value) ? value.Pointer : "";

        internal ReadFailure? Take(ref Utf8JsonReader json)
        {
            if (_open.Count > MaxDepth) return Fail(ref json, FailureCodes.Depth, $"The JSON is nested more than {MaxDepth} deep.");
            switch (json.TokenType)
            {
                case JsonTokenType.PropertyName: return TakeName(ref json);
                case JsonTokenType.EndObject or JsonTokenType.EndArray: _open.Pop(); return null;
                case JsonTokenType.StartObject: Open(JsonKind.Object); return null;
                case JsonTokenType.StartArray: Open(JsonKind.Array); return null;
                case JsonTokenType.String: return TakeString(ref json);
                case JsonTokenType.Number: return TakeNumber(ref json);
                case JsonTokenType.True or JsonTokenType.False: Add(new(JsonKind.Boolean) { Text = json.TokenType == JsonTokenType.True ? "true" : "false" }); return null;
                default: Add(new(JsonKind.Null)); return null;
            }
        }

        private ReadFailure? TakeName(ref Utf8JsonReader json)
        {
            if (Text(ref json, out var name) is { } failure) return failure;
            _name = name;
            return _open.Peek().Has(name) ? Fail(ref json, FailureCodes.DuplicateKey, $"The key \"{Short(name)}\" stands twice in one object.") : null;
        }

        private ReadFailure? TakeString(ref Utf8JsonReader json)
        {
            if (Text(ref json, out var text) is { } failure) return failure;
            Add(new(JsonKind.String) { Text = text });
            return null;
        }

        private ReadFailure? TakeNumber(ref Utf8JsonReader json)
        {
            if (!json.TryGetDouble(out var number) || !double.IsFinite(number)) return Fail(ref json, FailureCodes.NumberRange, "A number is out of range.");
            Add(new(JsonKind.Number) { Text = Encoding.UTF8.GetString(json.ValueSpan) });
            return null;
        }

        private ReadFailure? Text(ref Utf8JsonReader json, out string text)
        {
            text = "";
            try
            {
                text = json.GetString()!;
            }
            catch (InvalidOperationException)
            {
                return Fail(ref json, FailureCodes.LoneSurrogate, "A string holds half a surrogate pair.");
            }
            return text.Contains('\0', StringComparison.Ordinal) ? Fail(ref json, FailureCodes.ControlCharacter, "A string holds the character U+0000.") : null;
        }

        private void Open(JsonKind kind)
        {
            var value = new JsonValue(kind);
            Add(value);
            _open.Push(value);
        }

        private void Add(JsonValue value)
        {
            if (_open.TryPeek(out var parent)) parent.Add(_name, value);
            else Root = value;
            _name = null;
        }

        private ReadFailure Fail(ref Utf8JsonReader json, string code, string message) =>
            new(code, message, new(Offset: json.TokenStartIndex, Pointer: _name is null ? Pointer : $"{Pointer}/{JsonValue.Escaped(_name)}"));

        private static string Short(string name) => name.Length > 60 ? name[..60] : name;
    }
}
