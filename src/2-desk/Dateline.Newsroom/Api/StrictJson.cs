using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Dateline.Newsroom.Api;

/// <summary>
/// JSON from outside, looked through once before anything is made of it: one value, 64 deep, every member once, whole characters only,
/// finite numbers. What the framework's parser lets pass in silence (a member twice, U+0000, 1e999) is refused with its place (bad-input.md 26–35).
/// </summary>
internal sealed class StrictJson
{
    private const int MaxDepth = 64;

    private readonly Stack<Level> _levels = new();
    private Problem? _problem;

    /// <summary>What is wrong with <paramref name="bytes"/>; null: they can be read.</summary>
    internal static Problem? Check(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Contains((byte)0)) return new("control-char", "The body holds a NUL byte. Nothing was done. Send the JSON without it.");
        if (!Utf8.IsValid(bytes)) return new("encoding", "The body is not valid UTF-8. Nothing was done. Encode it as UTF-8.");
        try
        {
            return new StrictJson().Walk(bytes);
        }
        catch (JsonException broken)
        {
            return new("malformed", $"The body is not JSON: it breaks at line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}. Nothing was done.");
        }
    }

    private Problem? Walk(ReadOnlySpan<byte> bytes)
    {
        var json = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = MaxDepth + 2, AllowMultipleValues = true });
        while (_problem is null && json.Read())
        {
            See(ref json);
            if (_problem is null && _levels.Count == 0) return Rest(bytes[(int)json.BytesConsumed..]);
        }
        return _problem;
    }

    private static Problem? Rest(ReadOnlySpan<byte> rest) =>
        rest.IndexOfAnyExcept(" \t\r\n"u8) < 0 ? null : new("trailing-content", "Something follows the end of the JSON. Nothing was done. Send one value only.");

    private void See(ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.PropertyName:
                if (Characters(ref json) is { } name) Enter(name);
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                Step();
                if (_levels.Count >= MaxDepth) Fail("depth-limit", $"The JSON is nested deeper than {MaxDepth} levels.");
                _levels.Push(new Level(json.TokenType == JsonTokenType.StartObject ? [] : null));
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                _levels.Pop();
                break;
            case JsonTokenType.String:
                Step();
                Characters(ref json);
                break;
            case JsonTokenType.Number:
                Step();
                if (!json.TryGetDouble(out var number) || !double.IsFinite(number)) Fail("number-range", "The number is too large.");
                break;
            default:
                Step();
                break;
        }
    }

    private void Enter(string name)
    {
        var level = _levels.Peek();
        level.Name = name;
        if (!level.Names!.Add(name)) Fail("duplicate-key", "The member stands twice.");
    }

    private void Step()
    {
        if (_levels.TryPeek(out var level) && level.Names is null) level.Index++;
    }

    private string? Characters(ref Utf8JsonReader json)
    {
        string text;
        try
        {
            text = json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            Fail("lone-surrogate", "The text holds half a surrogate pair.");
            return null;
        }
        foreach (var c in text)
            if (c < ' ' && c is not ('\t' or '\n' or '\r') || c is '\u007F' or '\uFFFE' or '\uFFFF')
            {
                Fail("control-char", $"The text holds U+{(int)c:X4}, which is no character of a text.");
                return null;
            }
        return text;
    }

    private void Fail(string code, string what) => _problem ??= new(code, what + " Nothing was done.", Pointer());

    private string Pointer()
    {
        var pointer = new StringBuilder();
        foreach (var level in _levels.Reverse())
            pointer.Append('/').Append(level.Names is null ? level.Index.ToString(System.Globalization.CultureInfo.InvariantCulture) : Escaped(level.Name));
        return pointer.ToString();
    }

    private static string Escaped(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private sealed class Level(HashSet<string>? names)
    {
        internal HashSet<string>? Names { get; } = names;
        internal string Name { get; set; } = "";
        internal int Index { get; set; } = -1;
    }
}
