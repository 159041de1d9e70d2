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

    /// <summary>Why JSON that holds no item gives none.</summary>
    internal static ReadFailure NoItem { get; } = new(FailureCodes.MissingGuid, "There is no item in it.", new(Pointer: ""));

    /// <summary>Reads <paramref name="bytes"/>, which should be UTF-8: a value, or why there is none.</summary>
    internal static (JsonValue? Value, ReadFailure? Failure) Read(ReadOnlyMemory<byte> bytes)
    {
        var offset = bytes.Span.StartsWith("\uFEFF"u8) ? 3 : 0;
        return Utf8.IsValid(bytes.Span) ? Read(bytes[offset..], offset) : (null, new(FailureCodes.Encoding, "The JSON is not UTF-8.", new(Offset: 0)));
    }

    /// <summary>Reads what begins as JSON does: a value, or why there is none.</summary>
    internal static (JsonValue? Value, ReadFailure? Failure) Read(JsonCharacters json) => Read(json.Utf8, json.Skipped);

    private static (JsonValue? Value, ReadFailure? Failure) Read(ReadOnlyMemory<byte> utf8, int offset)
    {
        var bytes = utf8.Span;
        if (bytes.IndexOf((byte)0) is var nul and >= 0) return (null, new(FailureCodes.ControlCharacter, "The JSON holds the character U+0000.", new(Offset: offset + nul)));
        // Not the final block: so that an end that comes too early can be told from a mistake.
        var json = new Utf8JsonReader(bytes, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = 4 * MaxDepth }));
        var build = new Builder(new JsonTable(utf8), offset);
        try
        {
            while (json.Read())
                if (build.Take(ref json) is { } problem) return (null, problem);
        }
        catch (JsonException)
        {
            return (null, Broken(bytes, (int)json.BytesConsumed, build));
        }
        return build.Root is { } root ? (root, null) : (null, new(FailureCodes.Incomplete, "The JSON ends too early.", new(Offset: offset + bytes.Length)));
    }

    private static ReadFailure Broken(ReadOnlySpan<byte> bytes, int consumed, Builder build)
    {
        var rest = bytes[consumed..].TrimStart(" \t\r\n:,["u8);
        var at = build.Offset + consumed;
        if (build.Root is not null) return new(FailureCodes.TrailingContent, "Something follows the end of the JSON.", new(Offset: at));
        if (rest.StartsWith("NaN"u8) || rest.StartsWith("Infinity"u8) || rest.StartsWith("-Infinity"u8))
            return new(FailureCodes.NumberRange, "A number is not a finite one.", new(Offset: at, Pointer: build.Pointer));
        return new(FailureCodes.Malformed, "This is not JSON.", new(Offset: at, Pointer: build.Pointer));
    }

    /// <summary>Puts tokens into a table; without recursion.</summary>
    private sealed class Builder(JsonTable table, int offset)
    {
        // Looking through the keys there are is quicker than a set of them, until there are many.
        private const int ManyNames = 32;

        private readonly List<HashSet<string>?> _names = [];
        private int _open = -1;
        private int _depth;
        private int _nameStart = -1, _nameLength;
        private byte[]? _name;

        /// <summary>How many bytes of the document stand before the JSON.</summary>
        internal int Offset => offset;

        /// <summary>The whole value, once it is there.</summary>
        internal JsonValue? Root => table.Count > 0 && _open < 0 ? table.Value(0) : null;

        internal string Pointer => _open < 0 ? "" : table.Value(_open).Pointer;

        internal ReadFailure? Take(ref Utf8JsonReader json)
        {
            if (_depth > MaxDepth) return Fail(ref json, FailureCodes.Depth, $"The JSON is nested more than {MaxDepth} deep.");
            switch (json.TokenType)
            {
                case JsonTokenType.PropertyName: return TakeName(ref json);
                case JsonTokenType.EndObject or JsonTokenType.EndArray: Close(); return null;
                case JsonTokenType.StartObject: Open(Add(JsonKind.Object, ref json, 0)); return null;
                case JsonTokenType.StartArray: Open(Add(JsonKind.Array, ref json, 0)); return null;
                case JsonTokenType.String: return TakeString(ref json);
                case JsonTokenType.Number: return TakeNumber(ref json);
                case JsonTokenType.True or JsonTokenType.False: Add(JsonKind.Boolean, ref json, json.ValueSpan.Length); return null;
                default: Add(JsonKind.Null, ref json, 0); return null;
            }
        }

        private ReadFailure? TakeName(ref Utf8JsonReader json)
        {
            (_nameStart, _nameLength, _name) = ((int)json.TokenStartIndex + 1, json.ValueSpan.Length, null);
            if (json.ValueIsEscaped)
            {
                if (Text(ref json, out var text) is { } failure) return failure;
                _name = Encoding.UTF8.GetBytes(text);
            }
            return IsNew(_name ?? json.ValueSpan) ? null : Fail(ref json, FailureCodes.DuplicateKey, $"The key \"{Short(json.GetString()!)}\" stands twice in one object.");
        }

        private bool IsNew(ReadOnlySpan<byte> name)
        {
            if (_names[_depth - 1] is { } names) return names.Add(Encoding.UTF8.GetString(name));
            if (table.Has(_open, name)) return false;
            var last = table.Count;
            if (last - _open <= ManyNames || Members() < ManyNames) return true;
            _names[_depth - 1] = names = [Encoding.UTF8.GetString(name)];
            for (var row = _open + 1; row < last; row = table[row].End) names.Add(Encoding.UTF8.GetString(table.Name(row)));
            return true;
        }

        private int Members()
        {
            var members = 0;
            for (var row = _open + 1; row < table.Count; row = table[row].End) members++;
            return members;
        }

        private ReadFailure? TakeString(ref Utf8JsonReader json)
        {
            if (!json.ValueIsEscaped) { Add(JsonKind.String, ref json, json.ValueSpan.Length, quote: 1); return null; }
            if (Text(ref json, out var text) is { } failure) return failure;
            table.Keep(Add(JsonKind.String, ref json, json.ValueSpan.Length, quote: 1), text);
            return null;
        }

        private ReadFailure? TakeNumber(ref Utf8JsonReader json)
        {
            // Without an exponent, a number that is not finite has hundreds of digits.
            if ((json.ValueSpan.Length > 200 || json.ValueSpan.ContainsAny((byte)'e', (byte)'E')) && (!json.TryGetDouble(out var number) || !double.IsFinite(number))) return Fail(ref json, FailureCodes.NumberRange, "A number is out of range.");
            Add(JsonKind.Number, ref json, json.ValueSpan.Length);
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

        private int Add(JsonKind kind, ref Utf8JsonReader json, int length, int quote = 0)
        {
            var row = table.Add(new(kind, (int)json.TokenStartIndex + quote, length, _open) { NameStart = _nameStart, NameLength = _nameLength });
            if (_nameStart >= 0)
            {
                if (_name is not null) table.KeepName(row, _name);
                table[row].NameKey = JsonTable.KeyOf(table.Name(row));
            }
            // What is open goes on to here: so its members can be looked through before it ends.
            if (_open >= 0) table[_open].End = table.Count;
            (_nameStart, _nameLength, _name) = (-1, 0, null);
            return row;
        }

        private void Open(int row)
        {
            _open = row;
            if (++_depth > _names.Count) _names.Add(null);
            _names[_depth - 1] = null;
        }

        private void Close()
        {
            var closed = _open;
            _open = table[closed].Parent;
            _depth--;
            table[closed].End = table.Count;
            if (_open >= 0) table[_open].End = table.Count;
        }

        private ReadFailure Fail(ref Utf8JsonReader json, string code, string message) =>
            new(code, message, new(Offset: offset + json.TokenStartIndex, Pointer: _nameStart < 0 ? Pointer : $"{Pointer}/{JsonValue.Escaped(Name(ref json))}"));

        // A key that is no text is not told.
        private string Name(ref Utf8JsonReader json) => _name is not null ? Encoding.UTF8.GetString(_name) : json.TokenType == JsonTokenType.PropertyName && json.ValueIsEscaped ? "" : table.NameAt(_nameStart, _nameLength);

        private static string Short(string name) => name.Length > 60 ? name[..60] : name;
    }
}
