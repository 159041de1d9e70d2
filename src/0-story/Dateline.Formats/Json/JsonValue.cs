using System.Globalization;
using System.Text;

namespace Dateline.Formats.Json;

/// <summary>What a JSON value is.</summary>
internal enum JsonKind : byte { Null, Boolean, Number, String, Array, Object }

/// <summary>A value of JSON that came off a wire. It knows where it stands, for notes and failures.</summary>
internal sealed class JsonValue(JsonTable table, int row)
{
    private string? _text;
    private string? _name;

    internal JsonKind Kind => table[row].Kind;

    /// <summary>The text of a string, the digits of a number; empty for what has none.</summary>
    internal string Text => _text ??= table.Text(row);

    /// <summary>The members of an object, in order.</summary>
    internal IEnumerable<(string Name, JsonValue Value)> Members => Kind == JsonKind.Object ? Values.Select(value => (value.Name!, value)) : [];

    /// <summary>Whether it is an object or a list with nothing in it.</summary>
    internal bool IsEmpty => Kind is JsonKind.Array or JsonKind.Object && table[row].End == row + 1;

    /// <summary>The values of an array, or of an object: some generations of a format write the one, some the other.</summary>
    internal IEnumerable<JsonValue> Values
    {
        get
        {
            for (var inner = row + 1; inner < table[row].End; inner = table[inner].End) yield return table.Value(inner);
        }
    }

    /// <summary>The members whose keys begin with <paramref name="beginning"/>, of ASCII, in any case.</summary>
    internal IEnumerable<JsonValue> Beginning(string beginning)
    {
        if (Kind != JsonKind.Object) yield break;
        for (var inner = row + 1; inner < table[row].End; inner = table[inner].End)
            if (Begins(table.Name(inner), beginning)) yield return table.Value(inner);
    }

    private static bool Begins(ReadOnlySpan<byte> name, string beginning) => name.Length >= beginning.Length && Ascii.EqualsIgnoreCase(name[..beginning.Length], beginning);

    /// <summary>The members that are stated and whose keys are none of <paramref name="known"/>.</summary>
    internal IEnumerable<JsonValue> Besides(JsonNames known)
    {
        for (var inner = row + 1; inner < table[row].End; inner = table[inner].End)
            if (table[inner].Kind != JsonKind.Null && !known.Hold(table.Name(inner), table[inner].NameKey)) yield return table.Value(inner);
    }

    /// <summary>The key by which its object knows it; null in an array.</summary>
    internal string? Name => table[row].NameStart < 0 ? null : _name ??= Encoding.UTF8.GetString(table.Name(row));

    /// <summary>Where it stands (RFC 6901); empty for the whole document.</summary>
    internal string Pointer => table[row].Parent is var parent and >= 0 ? $"{table.Value(parent).Pointer}/{(Name is { } name ? Escaped(name) : Index(parent))}" : "";

    private string Index(int parent)
    {
        var index = 0;
        for (var before = parent + 1; before < row; before = table[before].End) index++;
        return index.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Where it stands, for notes and failures.</summary>
    internal WirePosition Position => new(Pointer: Pointer);

    /// <summary>Whether it is an object with a member called just so, null or not.</summary>
    internal bool Has(string name) => Kind == JsonKind.Object && table.Has(row, Encoding.UTF8.GetBytes(name));

    /// <summary>The first member with one of these names, which are ASCII, whatever their case; null where none is, or where it is JSON's null: not stated.</summary>
    internal JsonValue? this[params ReadOnlySpan<string> names]
    {
        get
        {
            if (Kind != JsonKind.Object) return null;
            foreach (var name in names)
                if (table.Find(row, name) is var found and >= 0) return table.Value(found);
            return null;
        }
    }

    internal static string Escaped(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
