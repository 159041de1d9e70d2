using System.Globalization;
using System.Text;

namespace Dateline.Formats.Subjects;

/// <summary>
/// The table in which a release lies, on disk and in memory: a line for each topic, fields parted by "|". <c>mediatopics-2019-04.txt</c> names its source, its date and
/// its licence in its first lines.
/// </summary>
internal static class MediaTopicTable
{
    // The fields of a line; names follow, one for each language.
    internal const int Code = 0, Broader = 1, Subject = 2, Near = 3, Wikidata = 4, Retired = 5, Labels = 6;

    private const string Resource = "Dateline.Formats.Subjects.mediatopics-2019-04.txt";

    internal static MediaTopics LoadBuiltIn()
    {
        using var stream = typeof(MediaTopicTable).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"The table {Resource} is not in the assembly.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return Index("2019-04-06", ["en-GB", "fr", "de", "es"], bytes);
    }

    /// <summary>Finds the lines of a table. Topics that stand in it twice count once.</summary>
    internal static MediaTopics Index(string release, IReadOnlyList<string> languages, byte[] table)
    {
        var lines = new SortedDictionary<int, int>();
        for (var at = 0; at < table.Length;)
        {
            if (Number(Field(table, at, Code)) is var number and >= 0) lines.TryAdd(number, at);
            var end = table.AsSpan(at).IndexOf((byte)'\n');
            at = end < 0 ? table.Length : at + end + 1;
        }
        return new MediaTopics(release, languages, table, [.. lines.Keys], [.. lines.Values]);
    }

    internal static ReadOnlySpan<byte> Field(byte[] table, int line, int field)
    {
        var rest = table.AsSpan(line);
        if (rest.IndexOf((byte)'\n') is var end and >= 0) rest = rest[..end];
        for (; field > 0; field--)
        {
            var next = rest.IndexOf((byte)'|');
            if (next < 0) return default;
            rest = rest[(next + 1)..];
        }
        return rest.IndexOf((byte)'|') is var stop and >= 0 ? rest[..stop] : rest;
    }

    internal static int Number(ReadOnlySpan<byte> field) => field.Length == 8 && int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    /// <summary>One line of a table.</summary>
    internal static void Write(StringBuilder table, string code, string? broader, string? subject, string? near, string? wikidata, bool isRetired, IEnumerable<string?> labels)
    {
        table.Append(code).Append('|').Append(broader).Append('|').Append(subject).Append('|').Append(near).Append('|').Append(wikidata).Append('|').Append(isRetired ? "-" : "");
        foreach (var label in labels) table.Append('|').Append(label?.Replace('|', '/'));
        table.Append('\n');
    }
}
