using System.Globalization;

namespace Dateline.Formats.Json;

/// <summary>What a JSON value is.</summary>
internal enum JsonKind : byte { Null, Boolean, Number, String, Array, Object }

/// <summary>A value of JSON that came off a wire. It knows where it stands, for notes and failures.</summary>
internal sealed class JsonValue(JsonKind kind)
{
    // Most values are no more than a text: a list for each would cost more than all else.
    private readonly List<(string Name, JsonValue Value)> _members = kind is JsonKind.Array or JsonKind.Object ? [] : None;
    private static readonly List<(string Name, JsonValue Value)> None = [];
    private HashSet<string>? _names;
    private JsonValue? _parent;
    private string? _name;
    private int _index;

    internal JsonKind Kind { get; } = kind;

    /// <summary>The text of a string, the digits of a number; empty for what has none.</summary>
    internal string Text { get; init; } = "";

    /// <summary>The members of an object, in order.</summary>
    internal IReadOnlyList<(string Name, JsonValue Value)> Members => Kind == JsonKind.Object ? _members : [];

    /// <summary>The values of an array, or of an object: some generations of a format write the one, some the other.</summary>
    internal IEnumerable<JsonValue> Values
    {
        get { foreach (var (_, value) in _members) yield return value; }
    }

    /// <summary>The key by which its object knows it; null in an array.</summary>
    internal string? Name => _name;

    /// <summary>Where it stands (RFC 6901); empty for the whole document.</summary>
    internal string Pointer => _parent is null ? "" : $"{_parent.Pointer}/{(_name is null ? _index.ToString(CultureInfo.InvariantCulture) : Escaped(_name))}";

    /// <summary>Where it stands, for notes and failures.</summary>
    internal WirePosition Position => new(Pointer: Pointer);

    internal bool Has(string name)
    {
        // A set only where it pays: nearly all objects are small.
        if (_names is not null) return _names.Contains(name);
        foreach (var member in _members) if (member.Name == name) return true;
        return false;
    }

    internal void Add(string? name, JsonValue value)
    {
        (value._parent, value._name, value._index) = (this, name, _members.Count);
        _members.Add((name ?? "", value));
        if (name is null) return;
        if (_names is null && _members.Count == 32) _names = [.. _members.Select(m => m.Name)];
        _names?.Add(name);
    }

    /// <summary>The first member with one of these names, whatever their case; null where none is, or where it is JSON's null: not stated.</summary>
    internal JsonValue? this[params ReadOnlySpan<string> names]
    {
        get
        {
            if (Kind != JsonKind.Object) return null;
            foreach (var name in names)
                foreach (var member in _members)
                    if (member.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && member.Value.Kind != JsonKind.Null) return member.Value;
            return null;
        }
    }

    internal static string Escaped(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
