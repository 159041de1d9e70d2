using Dateline.Formats.Text;

namespace Dateline.Formats.Anpa1312;

/// <summary>What an agency does otherwise than the standard says.</summary>
internal abstract class AnpaDialect(WireDialect about)
{
    /// <summary>Every dialect, in the order in which they are asked.</summary>
    internal static IReadOnlyList<AnpaDialect> All { get; } = [new KyodoDialect(), new ApDialect()];

    private static readonly AnpaDialect Core = new CoreDialect();

    /// <summary>Whose it is, and in what it departs.</summary>
    internal WireDialect About { get; } = about;

    /// <summary>The agency, as items name their provider; null: not known.</summary>
    internal virtual string? Agency => null;

    /// <summary>The zone of time stamps that state none; null: the source's.</summary>
    internal virtual TimeSpan? Zone => null;

    /// <summary>Whether a message is of this agency.</summary>
    private protected abstract bool Speaks(WireLines text, string trailer);

    /// <summary>The dialect that the source names, else the one recognised, else the core.</summary>
    internal static AnpaDialect Of(string? named, WireLines text, string trailer)
    {
        if (named == WireDialect.Standard) return Core;
        foreach (var dialect in All) if (dialect.About.Name == named) return dialect;
        foreach (var dialect in All) if (dialect.Speaks(text, trailer)) return dialect;
        return Core;
    }

    private protected static bool Holds(WireLines text, string sign)
    {
        for (int line = 0, full = 0; line < text.Count && full < 14; line++)
        {
            if (text.IsBlank(line)) continue;
            full++;
            if (text[line].Contains(sign, StringComparison.Ordinal)) return true;
        }
        return false;
    }

    private sealed class CoreDialect() : AnpaDialect(new(WireDialect.Standard, "", "", ""))
    {
        private protected override bool Speaks(WireLines text, string trailer) => true;
    }
}
