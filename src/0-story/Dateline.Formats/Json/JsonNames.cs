using System.Text;

namespace Dateline.Formats.Json;

/// <summary>Keys of ASCII that a reader knows, in any case: asked of the bytes of a key, so that no text is made of it.</summary>
internal sealed class JsonNames
{
    private readonly Dictionary<uint, string[]> _byKey;

    internal JsonNames(params ReadOnlySpan<string> names) => _byKey = names.ToArray().Distinct(StringComparer.OrdinalIgnoreCase).GroupBy(JsonTable.KeyOf).ToDictionary(g => g.Key, g => g.ToArray());

    /// <summary>Whether <paramref name="name"/>, whose <see cref="JsonTable.KeyOf(string)"/> is <paramref name="key"/>, is one of them.</summary>
    internal bool Hold(ReadOnlySpan<byte> name, uint key)
    {
        if (!_byKey.TryGetValue(key, out var candidates)) return false;
        foreach (var candidate in candidates) if (Ascii.EqualsIgnoreCase(name, candidate)) return true;
        return false;
    }
}
