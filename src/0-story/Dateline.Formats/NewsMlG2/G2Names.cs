using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.NewsMlG2;

/// <summary>The name of a concept, in the item's language where there are several.</summary>
internal static class G2Names
{
    internal static string? Read(XmlCursor xml, G2Draft item)
    {
        string? name = null;
        var isOurs = false;
        foreach (var field in xml.Children)
            if (field == "name") Take(xml, item, ref name, ref isOurs);
        return name;
    }

    /// <summary>Takes the name it stands on, if it is the first or the first in the item's language.</summary>
    internal static void Take(XmlCursor xml, G2Draft item, ref string? name, ref bool isOurs)
    {
        if (isOurs) return;
        var inOurLanguage = IsInLanguageOf(xml, item);
        if (name is not null && !inOurLanguage) return;
        if (NewsText.OneLine(xml.Text()) is not { } text) return;
        name = text;
        isOurs = inOurLanguage;
    }

    /// <summary>Whether the element it stands on is in the language of the item; so is every one that states none.</summary>
    internal static bool IsInLanguageOf(XmlCursor xml, G2Draft item)
    {
        var stated = xml.Language.AsSpan();
        var ours = item.RootLanguage.AsSpan();
        return stated.Equals(ours, StringComparison.OrdinalIgnoreCase) || Primary(stated).Equals(Primary(ours), StringComparison.OrdinalIgnoreCase);
    }

    private static ReadOnlySpan<char> Primary(ReadOnlySpan<char> tag) => tag.IndexOf('-') is var dash and > 0 ? tag[..dash] : tag;
}
