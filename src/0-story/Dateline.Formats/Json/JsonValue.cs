using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Dateline.Formats.Json;

/// <summary>What a JSON value is.</summary>
internal enum JsonKind : byte { Null, Boolean, Number, String, Array, Object }

/// <summary>A value of JSON that came off a wire. It knows where it stands, for notes and failures.</summary>
internal readonly struct JsonValue(JsonTable table, int row)
{
    internal JsonKind Kind => table[row].Kind;

    /// <summary>The text of a string, the digits of a number; empty for what has none.</summary>
    internal string Text => table.Text(row);

    /// <summary><see cref="Text"/> for who only looks at it: in <paramref name="room"/> where it finds room there.</summary>
    internal ReadOnlySpan<char> Characters(Span<char> room) => table.Characters(row, room);

    /// <summary>The members of an object, in order.</summary>
    internal IEnumerable<(string Name, JsonValue Value)> Members => Kind == JsonKind.Object ? Values.Select(value => (value.Name!, value)) : [];

    /// <summary>Whether it is an object or a list with nothing in it.</summary>
    internal bool IsEmpty => table[row] is { HoldsValues: true, Length: 0 };

    /// <summary>The values of an array, or of an object: some generations of a format write the one, some the other. What is neither has none.</summary>
    internal JsonValues Values => new(table, row);

    /// <summary>Whether its key begins with <paramref name="beginning"/>, of ASCII, in any case.</summary>
    internal bool NameBegins(string beginning)
    {
        // Of most keys the first character is another: no need to look at their bytes.
        if ((table[row].Name.Hash >> 16 & 0xFF) != (beginning[0] | 0x20u)) return false;
        var name = NameBytes;
        return name.Length >= beginning.Length && Ascii.EqualsIgnoreCase(name[..beginning.Length], beginning);
    }

    /// <summary>Whether its key is <paramref name="name"/>, of ASCII, in any case.</summary>
    internal bool NameIs(string name) => table[row].Name.Hash == JsonTable.KeyOf(name) && Ascii.EqualsIgnoreCase(NameBytes, name);

    /// <summary>Whether its key is one of <paramref name="known"/>.</summary>
    internal bool NameIsOf(JsonNames known) => known.Hold(NameBytes, table[row].Name.Hash);

    private ReadOnlySpan<byte> NameBytes => table[row].Name.Start < 0 ? default : table.Name(row);

    /// <summary>The key by which its object knows it; null in an array.</summary>
    internal string? Name => table[row].Name.Start < 0 ? null : Encoding.UTF8.GetString(table.Name(row));

    /// <summary>Where it stands (RFC 6901); empty for the whole document.</summary>
    internal string Pointer
    {
        get
        {
            var pointer = new DefaultInterpolatedStringHandler(0, 0, CultureInfo.InvariantCulture, stackalloc char[256]);
            AddPointer(ref pointer);
            return pointer.ToStringAndClear();
        }
    }

    private void AddPointer(ref DefaultInterpolatedStringHandler pointer)
    {
        if (table[row].Parent is not (var parent and >= 0)) return;
        new JsonValue(table, parent).AddPointer(ref pointer);
        pointer.AppendLiteral("/");
        if (Name is { } name) pointer.AppendLiteral(Escaped(name));
        else pointer.AppendFormatted(Index(parent));
    }

    private int Index(int parent)
    {
        var index = 0;
        for (var before = parent + 1; before < row; before = table[before].End) index++;
        return index;
    }

    /// <summary>Where it stands, for notes and failures.</summary>
    internal WirePosition Position => new(Pointer: Pointer);

    /// <summary>Whether it is an object with a member called just so, null or not.</summary>
    internal bool Has(string name) => Kind == JsonKind.Object && table.Has(row, Encoding.UTF8.GetBytes(name));

    /// <summary>The member of this name, which is ASCII, whatever its case; null where there is none, or where it is JSON's null: not stated.</summary>
    internal JsonValue? this[string name]
    {
        // Inlined, so that the key of a name that stands in the program is made once, by the compiler.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Member(name, JsonTable.KeyOf(name));
    }

    /// <summary>The first of two.</summary>
    internal JsonValue? this[string name, string other]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => this[name] ?? this[other];
    }

    private JsonValue? Member(string name, uint key) => Kind == JsonKind.Object && table.Find(row, name, key) is var found and >= 0 ? new(table, found) : null;

    /// <summary>The first of several.</summary>
    internal JsonValue? this[params ReadOnlySpan<string> names]
    {
        get
        {
            foreach (var name in names)
                if (this[name] is { } found) return found;
            return null;
        }
    }

    internal static string Escaped(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}

/// <summary>The values that stand in a value, in order; by default none.</summary>
internal readonly struct JsonValues(JsonTable table, int parent) : IEnumerable<JsonValue>
{
    /// <summary>The values of what is an array; else none.</summary>
    internal static JsonValues OfArray(JsonValue? value) => value is { Kind: JsonKind.Array } array ? array.Values : default;

    public Enumerator GetEnumerator() => new(table, parent);

    IEnumerator<JsonValue> IEnumerable<JsonValue>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Walks them.</summary>
    internal struct Enumerator(JsonTable? table, int parent) : IEnumerator<JsonValue>
    {
        private readonly int _end = table is null ? 0 : table[parent].End;
        private int _row = -1;

        public readonly JsonValue Current => new(table!, _row);

        readonly object IEnumerator.Current => Current;

        public bool MoveNext()
        {
            if (table is null) return false;
            _row = _row < 0 ? parent + 1 : table[_row].End;
            return _row < _end;
        }

        public void Reset() => _row = -1;

        public readonly void Dispose() { }
    }
}
