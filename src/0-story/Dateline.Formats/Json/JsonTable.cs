using System.Text;

namespace Dateline.Formats.Json;

/// <summary>
/// The values of a document, one row each in the document's order, as places in its bytes: no text is made of what nobody asks for. Most of what an agency's JSON holds is
/// looked over for what is wrong with it, and never read.
/// </summary>
internal sealed class JsonTable(ReadOnlyMemory<byte> utf8)
{
    private Row[] _rows = new Row[16 + utf8.Length / 16];
    private JsonValue?[] _values = [];
    private Dictionary<int, string>? _texts;
    private Dictionary<int, byte[]>? _names;

    /// <summary>How many values there are.</summary>
    internal int Count { get; private set; }

    /// <summary>One value.</summary>
    /// <param name="Kind">What it is.</param>
    /// <param name="Start">Where its characters begin: a string's behind its quote.</param>
    /// <param name="Length">How many bytes they have.</param>
    /// <param name="Parent">The row that it stands in; -1 for the whole document.</param>
    internal record struct Row(JsonKind Kind, int Start, int Length, int Parent)
    {
        /// <summary>The first row behind it and all inside it.</summary>
        internal int End { get; set; }

        /// <summary>Where the key begins by which its object knows it; -1 in a list.</summary>
        internal int NameStart { get; set; }

        /// <summary>How many bytes it has.</summary>
        internal int NameLength { get; set; }

        /// <summary><see cref="KeyOf(ReadOnlySpan{byte})"/> of it.</summary>
        internal uint NameKey { get; set; }
    }

    // ---- building -----------------------------------------------------------------------------------------------------------

    internal ref Row this[int row] => ref _rows[row];

    internal int Add(Row row)
    {
        if (Count == _rows.Length) Array.Resize(ref _rows, 2 * Count);
        row.End = Count + 1;
        _rows[Count] = row;
        return Count++;
    }

    /// <summary>Keeps the text of a string that is written with escapes, for it has been made already.</summary>
    internal void Keep(int row, string text) => (_texts ??= [])[row] = text;

    /// <summary>Keeps a key that is written with escapes.</summary>
    internal void KeepName(int row, byte[] name) => (_names ??= [])[row] = name;

    // ---- names --------------------------------------------------------------------------------------------------------------

    /// <summary>The bytes of the key of a row.</summary>
    internal ReadOnlySpan<byte> Name(int row) => _names is not null && _names.TryGetValue(row, out var name) ? name : utf8.Span.Slice(_rows[row].NameStart, _rows[row].NameLength);

    /// <summary>What two keys that are equal but for the case of their letters have in common: their length and three of their characters. Nearly all that differ differ here.</summary>
    internal static uint KeyOf(ReadOnlySpan<byte> name) => name.IsEmpty ? 0 : (uint)name.Length << 24 | (name[0] | 0x20u) << 16 | (name[name.Length / 2] | 0x20u) << 8 | name[^1] | 0x20u;

    /// <summary>The same of a key of ASCII.</summary>
    internal static uint KeyOf(string name) => name.Length == 0 ? 0 : (uint)name.Length << 24 | (name[0] | 0x20u) << 16 | (name[name.Length / 2] | 0x20u) << 8 | name[^1] | 0x20u;

    /// <summary>The member of an object called <paramref name="name"/> in any case, and is not null; -1 where none is.</summary>
    internal int Find(int parent, string name)
    {
        var key = KeyOf(name);
        var rows = _rows.AsSpan(0, _rows[parent].End);
        for (var row = parent + 1; row < rows.Length;)
        {
            ref var member = ref rows[row];
            if (member.NameKey == key && member.Kind != JsonKind.Null && Ascii.EqualsIgnoreCase(Name(row), name)) return row;
            row = member.End;
        }
        return -1;
    }

    /// <summary>Whether an object has a member called just so, null or not.</summary>
    internal bool Has(int parent, ReadOnlySpan<byte> name)
    {
        var key = KeyOf(name);
        var end = _rows[parent].End;
        for (var row = parent + 1; row < end; row = _rows[row].End)
            if (_rows[row].NameKey == key && Name(row).SequenceEqual(name)) return true;
        return false;
    }

    /// <summary>The key that stands in these bytes, written without escapes.</summary>
    internal string NameAt(int start, int length) => Encoding.UTF8.GetString(utf8.Span.Slice(start, length));

    // ---- values -------------------------------------------------------------------------------------------------------------

    /// <summary>A row as a value.</summary>
    internal JsonValue Value(int row)
    {
        if (_values.Length == 0) _values = new JsonValue?[Count];
        return _values[row] ??= new JsonValue(this, row);
    }

    /// <summary>The characters of a row: of a string its text, of a number its digits; nothing of what has no characters.</summary>
    internal string Text(int row)
    {
        if (_texts is not null && _texts.TryGetValue(row, out var text)) return text;
        return _rows[row].Length == 0 ? "" : Encoding.UTF8.GetString(utf8.Span.Slice(_rows[row].Start, _rows[row].Length));
    }
}
