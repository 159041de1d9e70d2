using System.Numerics;
using System.Text;

namespace Dateline.Formats.Json;

/// <summary>Keys of ASCII that a reader knows, in any case: asked of the bytes of a key, so that no text is made of it.</summary>
internal sealed class JsonNames
{
    // Open addressing, at most half full: a key that is not known meets an empty place soon.
    private readonly (uint Key, string? Name)[] _places;

    internal JsonNames(params ReadOnlySpan<string> names)
    {
        _places = new (uint, string?)[BitOperations.RoundUpToPowerOf2((uint)names.Length * 2)];
        foreach (var name in names)
        {
            var at = Place(JsonTable.KeyOf(name));
            while (_places[at].Name is not null) at = at + 1 & _places.Length - 1;
            _places[at] = (JsonTable.KeyOf(name), name);
        }
    }

    private int Place(uint key) => (int)(key * 0x9E3779B1 >> 32 - BitOperations.Log2((uint)_places.Length));

    /// <summary>Whether <paramref name="name"/>, whose <see cref="JsonTable.KeyOf(string)"/> is <paramref name="key"/>, is one of them.</summary>
    internal bool Hold(ReadOnlySpan<byte> name, uint key)
    {
        for (var at = Place(key); _places[at].Name is { } known; at = at + 1 & _places.Length - 1)
            if (_places[at].Key == key && Ascii.EqualsIgnoreCase(name, known)) return true;
        return false;
    }
}
