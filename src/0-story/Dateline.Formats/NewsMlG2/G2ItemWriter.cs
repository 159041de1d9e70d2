using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.NewsMlG2;

/// <summary>Writes one item: its identity, and the blocks in the order the schema wants.</summary>
internal sealed partial class G2ItemWriter(XmlUtf8Writer xml, NewsItem item, WriteOptions options, List<ReadNote> notes, HashSet<string> usedIds)
{
    private StoryContent Content => item.Content;

    private bool IsPackage => item.Kind == ItemKind.Package;

    internal void Write()
    {
        xml.Start(IsPackage ? "packageItem" : "newsItem").Attribute("xmlns", NewsMlG2Format.Namespace)
            .Attribute("standard", "NewsML-G2").Attribute("standardversion", "2.35").Attribute("conformance", "power")
            .Attribute("guid", item.Guid).Attribute("version", Version(item.Version)).Attribute("xml:lang", Content.Language?.Tag);
        xml.Start("catalogRef").Attribute("href", IptcCatalog.Address).Close();
        // Our few codes are declared in the item itself, so that it can be understood with nothing but itself and IPTC's catalogue.
        xml.Start("catalog").Start("scheme").Attribute("alias", HouseCodes.Alias).Attribute("uri", HouseCodes.Scheme).Close().Close();
        WriteRights(Content.Rights);
        WriteItemMeta();
        WriteContentMeta();
        if (IsPackage) WriteGroups();
        else WriteContent();
        xml.Close();
    }

    /// <summary>A positive whole number is all that the standard lets a version be (0 fails, and so does "1N").</summary>
    private string? Version(string? version)
    {
        if (version is null) return null;
        var isNumber = version.Length is > 0 and <= 30 && !version.AsSpan().ContainsAnyExceptInRange('0', '9') && version.AsSpan().ContainsAnyExcept('0');
        if (!isNumber) CannotSay("A version must be a positive whole number.", version);
        return isNumber ? version : null;
    }

    /// <summary>Identifies a concept by exactly one of qcode, uri and literal; by none where there is no code.</summary>
    private void Identify(string? code)
    {
        if (code is null) return;
        if (IsQCode(code)) xml.Attribute("qcode", code);
        else if (IsUri(code)) xml.Attribute("uri", code);
        else xml.Attribute("literal", code);
    }

    /// <summary>An attribute that takes a QCode, or its twin that takes a URI.</summary>
    private void IdentifyBy(string attribute, string? code)
    {
        if (code is null) return;
        xml.Attribute(IsQCode(code) ? attribute : attribute + "uri", code);
    }

    /// <summary>Whether it is a QCode whose alias resolves by what this document declares.</summary>
    private static bool IsQCode(string code)
    {
        var colon = code.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || colon == code.Length - 1) return false;
        foreach (var c in code) if (char.IsWhiteSpace(c)) return false;
        return IptcCatalog.Knows(code.AsSpan(0, colon)) || HouseCodes.IsOurs(code);
    }

    private static bool IsUri(string code)
    {
        foreach (var c in code) if (char.IsWhiteSpace(c)) return false;
        return code.Contains("://", StringComparison.Ordinal) || code.StartsWith("urn:", StringComparison.Ordinal) || code.StartsWith("tag:", StringComparison.Ordinal);
    }

    /// <summary>Text of several lines.</summary>
    private void Lines(string text)
    {
        var first = true;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            if (!first) xml.Start("br").Close();
            first = false;
            xml.Text(text[range]);
        }
    }

    private void CannotSay(string message, string? text = null) => Note(notes, message, text);

    internal static void Note(List<ReadNote> notes, string message, string? text) =>
        notes.Add(new(NoteCodes.CannotSay, message, default, text is { Length: > 200 } ? text[..200] : text));
}
