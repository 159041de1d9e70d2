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
    internal static JsonReading Read(ReadOnlyMemory<byte> bytes)
    {
        var offset = bytes.Span.StartsWith("\uFEFF"u8) ? 3 : 0;
        return Utf8.IsValid(bytes.Span) ? Read(bytes[offset..], offset) : new(new ReadFailure(FailureCodes.Encoding, "The JSON is not UTF-8.", new(Offset: 0)));
    }

    /// <summary>Reads what begins as JSON does: a value, or why there is none.</summary>
    internal static JsonReading Read(JsonCharacters json) => Read(json.Utf8, json.Skipped, json.IsAscii);

    private static JsonReading Read(ReadOnlyMemory<byte> utf8, int offset, bool isAscii = false)
    {
        if (utf8.Span.IndexOf((byte)0) is var nul and >= 0) return new(new ReadFailure(FailureCodes.ControlCharacter, "The JSON holds the character U+0000.", new(Offset: offset + nul)));
        var table = new JsonTable(utf8, isAscii);
        if (Fill(table, utf8.Span, offset) is not { } failure) return new(table);
        table.Dispose();
        return new(failure);
    }

    private static ReadFailure? Fill(JsonTable table, ReadOnlySpan<byte> bytes, int offset)
    {
        // Not the final block: so that an end that comes too early can be told from a mistake.
        var json = new Utf8JsonReader(bytes, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = 4 * MaxDepth }));
        var build = new Builder(table, offset);
        try
        {
            while (json.Read())
                if (build.Take(ref json) is { } problem) return problem;
        }
        catch (JsonException)
        {
            return Broken(bytes, (int)json.BytesConsumed, ref build);
        }
        return build.IsWhole ? null : new(FailureCodes.Incomplete, "The JSON ends too early.", new(Offset: offset + bytes.Length));
    }

    private static ReadFailure Broken(ReadOnlySpan<byte> bytes, int consumed, ref Builder build)
    {
        var rest = bytes[consumed..].TrimStart(" \t\r\n:,["u8);
        var at = build.Offset + consumed;
        if (build.IsWhole) return new(FailureCodes.TrailingContent, "Something follows the end of the JSON.", new(Offset: at));
        if (rest.StartsWith("NaN"u8) || rest.StartsWith("Infinity"u8) || rest.StartsWith("-Infinity"u8))
            return new(FailureCodes.NumberRange, "A number is not a finite one.", new(Offset: at, Pointer: build.Pointer));
        return new(FailureCodes.Malformed, "This is not JSON.", new(Offset: at, Pointer: build.Pointer));
    }

    /// <summary>Puts tokens into a table; without recursion.</summary>
    private struct Builder(JsonTable table, int offset)
    {
        // Looking through the keys there are is quicker than a set of them, until there are many.
        private const int ManyNames = 32;

        private Dictionary<int, HashSet<string>>? _manyNames;
        private int _open = -1;
        private int _depth;
        private JsonTable.Key _key = JsonTable.Key.None;
        private byte[]? _name;

        /// <summary>How many bytes of the document stand before the JSON.</summary>
        internal readonly int Offset => offset;

        /// <summary>Whether the whole value is there.</summary>
        internal readonly bool IsWhole => table.Count > 0 && _open < 0;

        internal readonly string Pointer => _open < 0 ? "" : new JsonValue(table, _open).Pointer;

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
            (_key, _name) = (new((int)json.TokenStartIndex + 1, json.ValueSpan.Length, JsonTable.KeyOf(json.ValueSpan)), null);
            if (json.ValueIsEscaped)
            {
                if (Text(ref json, out var text) is { } failure) return failure;
                _name = Encoding.UTF8.GetBytes(text);
                _key = _key with { Hash = JsonTable.KeyOf(_name) };
            }
            return IsNew(_name ?? json.ValueSpan) ? null : Fail(ref json, FailureCodes.DuplicateKey, $"The key \"{Short(json.GetString()!)}\" stands twice in one object.");
        }

        private bool IsNew(ReadOnlySpan<byte> name)
        {
            if (table[_open].Length < ManyNames) return !table.Has(_open, name, _key.Hash);
            if (_manyNames is null || !_manyNames.TryGetValue(_open, out var names)) (_manyNames ??= [])[_open] = names = [.. new JsonValue(table, _open).Values.Select(v => v.Name!)];
            return names.Add(Encoding.UTF8.GetString(name));
        }

        private ReadFailure? TakeString(ref Utf8JsonReader json)
        {
            if (!json.ValueIsEscaped) { Add(JsonKind.String, ref json, json.ValueSpan.Length, quote: 1); return null; }
            if (Text(ref json, out var text) is { } failure) return failure;
            table.Keep(Add(JsonKind.String, ref json, json.ValueSpan.Length, quote: 1), text);
            return null;
        }

        private readonly ReadFailure? OutOfRange(ref Utf8JsonReader json)
        {
            // Without an exponent, a number that is not finite has hundreds of digits.
            var isPlain = json.ValueSpan.Length <= 200 && !json.ValueSpan.ContainsAny((byte)'e', (byte)'E');
            return isPlain || json.TryGetDouble(out var number) && double.IsFinite(number) ? null : Fail(ref json, FailureCodes.NumberRange, "A number is out of range.");
        }

        private ReadFailure? TakeNumber(ref Utf8JsonReader json)
        {
            if (OutOfRange(ref json) is { } failure) return failure;
            Add(JsonKind.Number, ref json, json.ValueSpan.Length);
            return null;
        }

        private readonly ReadFailure? Text(ref Utf8JsonReader json, out string text)
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
            var row = table.Add(kind, (int)json.TokenStartIndex + quote, length, _open, _key, _name);
            (_key, _name) = (JsonTable.Key.None, null);
            return row;
        }

        private void Open(int row)
        {
            _open = row;
            _depth++;
        }

        private void Close()
        {
            var closed = _open;
            _manyNames?.Remove(closed);
            _open = table[closed].Parent;
            _depth--;
            if (_open >= 0) table[_open].End = table.Count;
        }

        private readonly ReadFailure Fail(ref Utf8JsonReader json, string code, string message) =>
            new(code, message, new(Offset: offset + json.TokenStartIndex, Pointer: _key.Start < 0 ? Pointer : $"{Pointer}/{JsonValue.Escaped(Name(ref json))}"));

        // A key that is no text is not told.
        private readonly string Name(ref Utf8JsonReader json) => _name is not null ? Encoding.UTF8.GetString(_name) : json.TokenType == JsonTokenType.PropertyName && json.ValueIsEscaped ? "" : table.NameAt(_key.Start, _key.Length);

        private static string Short(string name) => name.Length > 60 ? name[..60] : name;
    }
}

/// <summary>What came of reading JSON: a value, or why there is none. Its value can be asked until it is disposed of.</summary>
internal readonly struct JsonReading : IDisposable
{
    private readonly JsonTable? _table;

    internal JsonReading(JsonTable table) => _table = table;

    internal JsonReading(ReadFailure failure) => Failure = failure;

    /// <summary>The whole document; null where it can't be read.</summary>
    internal JsonValue? Value => _table is null ? null : new JsonValue(_table, 0);

    /// <summary>Why there is no value; null where there is one.</summary>
    internal ReadFailure? Failure { get; }

    public void Dispose() => _table?.Dispose();
}
