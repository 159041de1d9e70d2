using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Dateline.Formats.Json;

/// <summary>
/// The values of a document, one row each in the document's order, as places in its bytes: no text is made of what nobody asks for. Most of what an agency's JSON holds is
/// looked over for what is wrong with it, and never read. Its rows are lent, and go back when the document has been read (<see cref="Dispose"/>).
/// </summary>
internal sealed class JsonTable : IDisposable
{
    // An object with more members than these has them in buckets. One that a stranger fills with keys of one bucket is no slower than a list of them.
    private const int FewMembers = 8;
    private const int Buckets = 32;
    // What a hostile document takes is not kept for the next one.
    private const int MostKeptRows = 1 << 16;

    // The bytes as an array: a memory is asked what it is each time it is looked at, and they are looked at for each key.
    private readonly ArraySegment<byte> _utf8;
    private readonly Encoding _encoding;
    private Row[] _rows;
    private string?[] _texts = [];
    private int[] _buckets = [];
    private int _bucketCount;
    private Dictionary<int, string>? _escaped;
    private Dictionary<int, byte[]>? _names;

    /// <summary>A table of the values in <paramref name="utf8"/>; with <paramref name="isAscii"/> it is known that every character there is one byte.</summary>
    internal JsonTable(ReadOnlyMemory<byte> utf8, bool isAscii)
    {
        // Of what is ASCII both make the same text, and Latin-1 need not count first how long it will be.
        _encoding = isAscii ? Encoding.Latin1 : Encoding.UTF8;
        _utf8 = MemoryMarshal.TryGetArray(utf8, out var bytes) ? bytes : new(utf8.ToArray());
        _rows = ArrayPool<Row>.Shared.Rent(16 + utf8.Length / 16);
    }

    /// <summary>How many values there are.</summary>
    internal int Count { get; private set; }

    /// <summary>One value.</summary>
    internal struct Row
    {
        /// <summary>What it is.</summary>
        internal JsonKind Kind { get; set; }

        /// <summary>Where its characters begin: a string's behind its quote.</summary>
        internal int Start { get; set; }

        /// <summary>How many bytes they have; of an object or a list, how many values stand in it.</summary>
        internal int Length { get; set; }

        /// <summary>The row that it stands in; -1 for the whole document.</summary>
        internal int Parent { get; set; }

        /// <summary>The first row behind it and all inside it.</summary>
        internal int End { get; set; }

        /// <summary>The key by which its object knows it.</summary>
        internal Key Name { get; set; }

        /// <summary>Of a member, the one before it in its bucket; 0: none.</summary>
        internal int Before { get; set; }

        /// <summary>Of an object, which buckets are its own, from 1 on; 0: none.</summary>
        internal int Index { get; set; }

        /// <summary>Whether values stand in it.</summary>
        internal readonly bool HoldsValues => Kind is JsonKind.Object or JsonKind.Array;
    }

    /// <summary>A key by which an object knows a value.</summary>
    /// <param name="Start">Where it begins; -1: there is none, for the value stands in a list.</param>
    /// <param name="Length">How many bytes it has.</param>
    /// <param name="Hash"><see cref="KeyOf(ReadOnlySpan{byte})"/> of it.</param>
    internal readonly record struct Key(int Start, int Length, uint Hash)
    {
        /// <summary>No key.</summary>
        internal static Key None => new(-1, 0, 0);
    }

    // ---- building -----------------------------------------------------------------------------------------------------------

    internal ref Row this[int row] => ref _rows[row];

    /// <summary>Adds a row: the last value, so far, of the one that it stands in.</summary>
    internal int Add(JsonKind kind, int start, int length, int inside, Key name, byte[]? escapedName)
    {
        if (Count == _rows.Length) Grow();
        var at = Count++;
        // In its place, field by field: what was lent may hold another's.
        ref var row = ref _rows[at];
        (row.Kind, row.Start, row.Length, row.Parent, row.End, row.Name, row.Before, row.Index) = (kind, start, length, inside, at + 1, name, 0, 0);
        if (escapedName is not null) (_names ??= [])[at] = escapedName;
        if (inside < 0) return at;
        ref var parent = ref _rows[inside];
        // What is open goes on to here: so its members can be looked through before it ends.
        parent.End = Count;
        if (++parent.Length <= FewMembers || parent.Kind != JsonKind.Object) return at;
        if (parent.Index > 0) PutIntoBucket(parent.Index, at);
        else FillBuckets(inside);
        return at;
    }

    private void Grow()
    {
        var rows = Count < MostKeptRows / 2 ? ArrayPool<Row>.Shared.Rent(2 * Count) : new Row[2 * Count];
        _rows.AsSpan(0, Count).CopyTo(rows);
        GiveBack(_rows);
        _rows = rows;
    }

    private static void GiveBack(Row[] rows)
    {
        if (rows.Length is > 0 and <= MostKeptRows) ArrayPool<Row>.Shared.Return(rows);
    }

    private void FillBuckets(int parent)
    {
        if (_bucketCount + Buckets > _buckets.Length) Array.Resize(ref _buckets, Math.Max(2 * Buckets, 2 * _bucketCount));
        _bucketCount += Buckets;
        _rows[parent].Index = _bucketCount / Buckets;
        for (var row = parent + 1; row < Count; row = _rows[row].End) PutIntoBucket(_rows[parent].Index, row);
    }

    private void PutIntoBucket(int index, int row)
    {
        ref var last = ref Bucket(index, _rows[row].Name.Hash);
        _rows[row].Before = last;
        last = row;
    }

    private ref int Bucket(int index, uint key) => ref _buckets[(index - 1) * Buckets + (int)(key * 0x9E3779B1 >> 32 - BitOperations.Log2(Buckets))];

    /// <summary>Keeps the text of a string that is written with escapes, for it has been made already.</summary>
    internal void Keep(int row, string text) => (_escaped ??= [])[row] = text;

    private ReadOnlySpan<byte> Bytes(int start, int length) => _utf8.AsSpan(start, length);

    /// <summary>Gives back what was lent: no value can be asked any more.</summary>
    public void Dispose()
    {
        var (rows, texts) = (_rows, _texts);
        (_rows, _texts) = ([], []);
        GiveBack(rows);
        if (texts.Length is 0 or > MostKeptRows) return;
        texts.AsSpan(0, Count).Clear();
        ArrayPool<string?>.Shared.Return(texts);
    }

    // ---- names --------------------------------------------------------------------------------------------------------------

    /// <summary>The bytes of the key of a row.</summary>
    internal ReadOnlySpan<byte> Name(int row) => _names is not null && _names.TryGetValue(row, out var name) ? name : Bytes(_rows[row].Name.Start, _rows[row].Name.Length);

    /// <summary>What two keys that are equal but for the case of their letters have in common: their length and three of their characters. Nearly all that differ differ here.</summary>
    internal static uint KeyOf(ReadOnlySpan<byte> name) => name.IsEmpty ? 0 : (uint)name.Length << 24 | (name[0] | 0x20u) << 16 | (name[name.Length / 2] | 0x20u) << 8 | name[^1] | 0x20u;

    /// <summary>The same of a key of ASCII.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint KeyOf(string name) => name.Length == 0 ? 0 : (uint)name.Length << 24 | (name[0] | 0x20u) << 16 | (name[name.Length / 2] | 0x20u) << 8 | name[^1] | 0x20u;

    /// <summary>The first member of an object called <paramref name="name"/> in any case, and is not null; -1 where none is. <paramref name="key"/>: the name's <see cref="KeyOf(string)"/>.</summary>
    internal int Find(int parent, string name, uint key)
    {
        var found = -1;
        if (_rows[parent].Index is var index and > 0)
        {
            // The last of a bucket comes first.
            for (var row = Bucket(index, key); row > 0; row = _rows[row].Before)
                if (Is(row, key, name)) found = row;
            return found;
        }
        var rows = _rows.AsSpan(0, _rows[parent].End);
        for (var row = parent + 1; row < rows.Length; row = rows[row].End)
            if (rows[row].Name.Hash == key && Is(row, key, name)) return row;
        return -1;
    }

    private bool Is(int row, uint key, string name) => _rows[row].Name.Hash == key && _rows[row].Kind != JsonKind.Null && Ascii.EqualsIgnoreCase(Name(row), name);

    /// <summary>Whether an object has a member called just so, null or not.</summary>
    internal bool Has(int parent, ReadOnlySpan<byte> name) => Has(parent, name, KeyOf(name));

    /// <summary>The same for who knows its <see cref="KeyOf(ReadOnlySpan{byte})"/>.</summary>
    internal bool Has(int parent, ReadOnlySpan<byte> name, uint key)
    {
        if (_rows[parent].Index is var index and > 0)
        {
            for (var row = Bucket(index, key); row > 0; row = _rows[row].Before)
                if (_rows[row].Name.Hash == key && Name(row).SequenceEqual(name)) return true;
            return false;
        }
        var rows = _rows.AsSpan(0, _rows[parent].End);
        for (var row = parent + 1; row < rows.Length; row = rows[row].End)
            if (rows[row].Name.Hash == key && Name(row).SequenceEqual(name)) return true;
        return false;
    }

    /// <summary>The key that stands in these bytes, written without escapes.</summary>
    internal string NameAt(int start, int length) => Encoding.UTF8.GetString(Bytes(start, length));

    // ---- values -------------------------------------------------------------------------------------------------------------

    /// <summary>The characters of a row: of a string its text, of a number its digits; nothing of what has no characters.</summary>
    internal string Text(int row)
    {
        ref var value = ref _rows[row];
        if (value.HoldsValues || value.Length == 0) return "";
        if (_texts.Length == 0) BeginTexts();
        return _texts[row] ??= _escaped is not null && _escaped.TryGetValue(row, out var text) ? text : _encoding.GetString(Bytes(value.Start, value.Length));
    }

    /// <summary>The same for who only looks at it: written into <paramref name="room"/> where it finds room there, so that nothing is left of it.</summary>
    internal ReadOnlySpan<char> Characters(int row, Span<char> room)
    {
        ref var value = ref _rows[row];
        if (value.HoldsValues || value.Length > room.Length || _escaped?.ContainsKey(row) == true) return Text(row);
        return room[.._encoding.GetChars(Bytes(value.Start, value.Length), room)];
    }

    private void BeginTexts()
    {
        _texts = ArrayPool<string?>.Shared.Rent(Count);
        _texts.AsSpan(0, Count).Clear();
    }
}
