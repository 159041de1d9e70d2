using Dateline.Formats.Text;
using Dateline.News;

namespace Dateline.Formats.Iptc7901;

/// <summary>What an agency does otherwise than the standard says. The core reads on without one.</summary>
internal abstract class Iptc7901Dialect(WireDialect about)
{
    /// <summary>Every dialect, in the order in which they are asked.</summary>
    internal static IReadOnlyList<Iptc7901Dialect> All { get; } = [new DpaDialect(), new AtsDialect()];

    /// <summary>No dialect: the standard, read with tolerance.</summary>
    private static readonly Iptc7901Dialect Core = new CoreDialect();

    /// <summary>Whose it is, and in what it departs.</summary>
    internal WireDialect About { get; } = about;

    /// <summary>The agency, as items name their provider; null: the service letters of the header stand for it.</summary>
    internal virtual string? Agency => null;

    /// <summary>Whether a message is of this agency, by its service letters and what stands in its text.</summary>
    private protected abstract bool Speaks(string service, WireLines text);

    /// <summary>The language that a service of this agency is in; null where its letters don't say.</summary>
    internal virtual Language? LanguageOf(string service) => null;

    /// <summary>The subject that a category of the header stands for.</summary>
    internal virtual Concept SubjectOf(string category) => WireCategories.Of7901(category);

    /// <summary>Whether a line of the text begins what is meant for clients' editors only.</summary>
    internal virtual bool BeginsNotebook(ReadOnlySpan<char> line) => false;

    /// <summary>Whether the last line of a text is the desk's own signature and none of readers' business.</summary>
    internal virtual bool IsSignature(ReadOnlySpan<char> line) => false;

    /// <summary>The dialect that the source names, else the one recognised, else the core.</summary>
    internal static Iptc7901Dialect Of(string? named, string service, WireLines text)
    {
        if (named == WireDialect.Standard) return Core;
        foreach (var dialect in All) if (dialect.About.Name == named) return dialect;
        foreach (var dialect in All) if (dialect.Speaks(service, text)) return dialect;
        return Core;
    }

    /// <summary>Whether one of the first lines holds <paramref name="sign"/>, as a dateline does.</summary>
    private protected static bool IsSigned(WireLines text, string sign)
    {
        for (int line = 0, full = 0; line < text.Count && full < 14; line++)
        {
            if (text.IsBlank(line)) continue;
            full++;
            if (text[line].Contains(sign, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }

    private sealed class CoreDialect() : Iptc7901Dialect(new(WireDialect.Standard, "", "", ""))
    {
        private protected override bool Speaks(string service, WireLines text) => true;
    }
}
