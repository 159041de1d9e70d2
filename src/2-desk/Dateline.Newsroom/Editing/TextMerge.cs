namespace Dateline.Newsroom.Editing;

/// <summary>How both sides stand to what they began from.</summary>
internal enum MergeKind
{
    /// <summary>Nobody changed it.</summary>
    Same,
    /// <summary>We alone changed it.</summary>
    Ours,
    /// <summary>They alone changed it.</summary>
    Theirs,
    /// <summary>Both made the same change.</summary>
    Both,
    /// <summary>Both changed it, in different words of it: both changes stand.</summary>
    Merged,
    /// <summary>Both changed the same: a person decides.</summary>
    Conflict,
}

/// <summary>A run of a three-way merge: what stood there, and what each side has in its place.</summary>
/// <param name="Kind">How both sides stand to the base.</param>
/// <param name="Base">What both began from.</param>
/// <param name="Ours">What we have.</param>
/// <param name="Theirs">What they have.</param>
internal sealed record MergeRun(MergeKind Kind, IReadOnlyList<string> Base, IReadOnlyList<string> Ours, IReadOnlyList<string> Theirs);

/// <summary>
/// Two texts that began as one, brought together (the diff3 way): each is held against the base, and between the parts that stand unchanged in
/// all three it is told who changed what. Nothing of either side is outside the runs.
/// </summary>
internal static class TextMerge
{
    // A text beyond this is compared as one piece: the table of the comparison would take too much room.
    private const long MostCells = 16_000_000;

    /// <summary>The runs, in order. Joined, their bases are the base, their ours are ours, their theirs are theirs.</summary>
    internal static List<MergeRun> Runs(IReadOnlyList<string> origin, IReadOnlyList<string> ours, IReadOnlyList<string> theirs)
    {
        var (inOurs, inTheirs) = (Matches(origin, ours), Matches(origin, theirs));
        var runs = new List<MergeRun>();
        var (b, o, t) = (0, 0, 0);
        for (var i = 0; i < origin.Count; i++)
        {
            if (inOurs[i] < 0 || inTheirs[i] < 0) continue;
            Apart(runs, Slice(origin, b, i), Slice(ours, o, inOurs[i]), Slice(theirs, t, inTheirs[i]));
            runs.Add(new(MergeKind.Same, [origin[i]], [ours[inOurs[i]]], [theirs[inTheirs[i]]]));
            (b, o, t) = (i + 1, inOurs[i] + 1, inTheirs[i] + 1);
        }
        Apart(runs, Slice(origin, b, origin.Count), Slice(ours, o, ours.Count), Slice(theirs, t, theirs.Count));
        return runs;
    }

    /// <summary>What became of a text, word by word: what stands, what came (+), what went (-).</summary>
    internal static List<(char Sign, string Text)> Changes(string before, string after)
    {
        var (was, now) = (Words(before), Words(after));
        var matches = Matches(was, now);
        var changes = new List<(char, string)>();
        var n = 0;
        for (var w = 0; w < was.Count; w++)
        {
            if (matches[w] < 0) { Add(changes, '-', was[w]); continue; }
            while (n < matches[w]) Add(changes, '+', now[n++]);
            Add(changes, ' ', now[n++]);
        }
        while (n < now.Count) Add(changes, '+', now[n++]);
        return changes;
    }

    /// <summary>One text in which both sides changed different words; null where they changed the same.</summary>
    internal static string? Within(string origin, string ours, string theirs)
    {
        var parts = new List<string>();
        var before = MergeKind.Same;
        foreach (var run in Runs(Words(origin), Words(ours), Words(theirs)))
        {
            // Changes of both sides that touch are one matter.
            if (run.Kind == MergeKind.Conflict || run.Kind != MergeKind.Same && before != MergeKind.Same && run.Kind != before) return null;
            parts.AddRange(run.Kind == MergeKind.Theirs ? run.Theirs : run.Ours);
            before = run.Kind;
        }
        return string.Concat(parts);
    }

    private static void Apart(List<MergeRun> runs, IReadOnlyList<string> origin, IReadOnlyList<string> ours, IReadOnlyList<string> theirs)
    {
        if (origin.Count + ours.Count + theirs.Count == 0) return;
        var kind = Kind(origin, ours, theirs);
        // Neighbours that each side changed one by one are told apart, as long as they can be.
        if (kind == MergeKind.Conflict && origin.Count > 1 && origin.Count == ours.Count && origin.Count == theirs.Count)
            for (var i = 0; i < origin.Count; i++) runs.Add(new(Kind([origin[i]], [ours[i]], [theirs[i]]), [origin[i]], [ours[i]], [theirs[i]]));
        else
            runs.Add(new(kind, origin, ours, theirs));
    }

    private static MergeKind Kind(IReadOnlyList<string> origin, IReadOnlyList<string> ours, IReadOnlyList<string> theirs)
    {
        var (weChanged, theyChanged) = (!ours.SequenceEqual(origin), !theirs.SequenceEqual(origin));
        return !weChanged ? theyChanged ? MergeKind.Theirs : MergeKind.Same
            : !theyChanged ? MergeKind.Ours
            : ours.SequenceEqual(theirs) ? MergeKind.Both : MergeKind.Conflict;
    }

    private static List<string> Slice(IReadOnlyList<string> list, int from, int to) => [.. list.Skip(from).Take(to - from)];

    /// <summary>For each of <paramref name="a"/> where it stands in <paramref name="b"/>, -1 where it does not: a longest run that both have in this order.</summary>
    private static int[] Matches(IReadOnlyList<string> a, IReadOnlyList<string> b)
    {
        var matches = new int[a.Count];
        Array.Fill(matches, -1);
        var (start, endA, endB) = (0, a.Count, b.Count);
        while (start < endA && start < endB && a[start] == b[start]) { matches[start] = start; start++; }
        while (endA > start && endB > start && a[endA - 1] == b[endB - 1]) matches[--endA] = --endB;
        var (rows, columns) = (endA - start, endB - start);
        if (rows == 0 || columns == 0 || (long)rows * columns > MostCells) return matches;
        var longest = new int[rows + 1, columns + 1];
        for (var i = rows - 1; i >= 0; i--)
            for (var j = columns - 1; j >= 0; j--)
                longest[i, j] = a[start + i] == b[start + j] ? longest[i + 1, j + 1] + 1 : Math.Max(longest[i + 1, j], longest[i, j + 1]);
        for (var (i, j) = (0, 0); i < rows && j < columns;)
        {
            if (a[start + i] == b[start + j]) matches[start + i++] = start + j++;
            else if (longest[i + 1, j] >= longest[i, j + 1]) i++;
            else j++;
        }
        return matches;
    }

    /// <summary>A text as words and tags, each with the space behind it.</summary>
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var (from, inTag) = (0, false);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '<')
            {
                if (i > from) words.Add(text[from..i]);
                (from, inTag) = (i, true);
            }
            else if (inTag ? text[i] == '>' : char.IsWhiteSpace(text[i]) && (i + 1 == text.Length || !char.IsWhiteSpace(text[i + 1])))
            {
                words.Add(text[from..(i + 1)]);
                (from, inTag) = (i + 1, false);
            }
        }
        if (from < text.Length) words.Add(text[from..]);
        return words;
    }

    private static void Add(List<(char Sign, string Text)> changes, char sign, string text)
    {
        if (changes.Count > 0 && changes[^1].Sign == sign) changes[^1] = (sign, changes[^1].Text + text);
        else changes.Add((sign, text));
    }
}
