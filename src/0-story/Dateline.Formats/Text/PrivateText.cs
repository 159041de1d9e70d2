using System.Buffers;

namespace Dateline.Formats.Text;

/// <summary>
/// Where the public text of a message ends and what is meant for editors begins: telephone numbers of reporters, of press offices, of witnesses.
/// Missing the line would print them, so it is heard in every language in which it is known, on a wire of any agency.
/// </summary>
internal static class PrivateText
{
    private static readonly SearchValues<string> Sentences = SearchValues.Create(
        [
            "information is not for publication", "information is not intended for publication", "information is intended only for editors", "not for publication:",
            "Informationen sind nicht zur Veröffentlichung", "Informationen sind nicht zur Veroeffentlichung", "Angaben sind nicht zur Veröffentlichung", "Information ist nicht zur Veröffentlichung",
            "ne sont pas destinées à la publication", "ne sont pas destinees a la publication", "n'est pas destinée à la publication",
            "non sono destinate alla pubblicazione", "no están destinadas a la publicación", "no son para publicar", "niet bestemd voor publicatie", "is niet voor publicatie", "inte avsedd för publicering",
        ], StringComparison.OrdinalIgnoreCase);

    // Each of the sentences holds one of these; they are few and ASCII, which is searched many times faster.
    private static readonly SearchValues<string> Signs = SearchValues.Create(["publi", "pubbli", "ffentlichung", "only for editors"], StringComparison.OrdinalIgnoreCase);

    /// <summary>Takes what is not for readers off the lines from <paramref name="from"/> to <paramref name="to"/>, into the note for staff.</summary>
    internal static void Cut(WireLines lines, int from, ref int to, ItemDraft item)
    {
        var start = Start(lines, from, to);
        if (start == to) return;
        item.StaffNote = lines.Joined(start, to);
        to = start;
    }

    /// <summary>The first line at or after <paramref name="from"/> that is not for readers; <paramref name="to"/> where all are.</summary>
    private static int Start(WireLines lines, int from, int to)
    {
        for (var line = from; line < to; line++)
        {
            if (Begins(lines[line])) return line;
        }
        return to;
    }

    /// <summary>Whether a line says that it, and what follows, is not for readers.</summary>
    internal static bool Begins(ReadOnlySpan<char> line)
    {
        line = line.TrimStart();
        if (line.IsEmpty || line[0] == '*' && !IsStars(line)) return false;
        return IsStars(line) || line.Length >= 20 && line.IndexOfAny(Signs) >= 0 && line.IndexOfAny(Sentences) >= 0;
    }

    /// <summary>"* * * *": four stars or more and nothing else. Three part the sections of a text.</summary>
    private static bool IsStars(ReadOnlySpan<char> text)
    {
        if (text[0] != '*') return false;
        var stars = 0;
        foreach (var c in text)
        {
            if (c == '*') stars++;
            else if (c != ' ') return false;
        }
        return stars >= 4;
    }
}
