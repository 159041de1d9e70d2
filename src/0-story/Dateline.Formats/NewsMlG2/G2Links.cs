using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.NewsMlG2;

/// <summary>
/// References to other items: <c>link</c> in itemMeta, <c>itemRef</c> in a package. A link may carry hints on what it points to;
/// for a picture they are what an article needs to show it before the picture's own item has come.
/// </summary>
internal static class G2Links
{
    internal static void Read(XmlCursor xml, G2Draft item)
    {
        var target = ReadTarget(xml, item);
        if (target.Link is not { } link) return;
        (item.Links ??= []).Add(link);
        if (target.IsPicture) (item.Pictures ??= []).Add(target.ToPicture(link));
    }

    internal static void ReadGroups(XmlCursor xml, G2Draft item)
    {
        var root = xml["root"];
        foreach (var field in xml.Children)
            if (field == "group") (item.Groups ??= []).Add(ReadGroup(xml, item, root));
    }

    private static PackageGroup ReadGroup(XmlCursor xml, G2Draft item, string? root)
    {
        var id = xml["id"];
        var role = item.Aliases.Code(xml["role"], xml["roleuri"], null);
        var items = new List<ItemLink>();
        var groups = new List<string>();
        foreach (var field in xml.Children)
        {
            if (field == "itemRef" && ReadTarget(xml, item).Link is { } link) items.Add(link);
            else if (field == "groupRef" && xml["idref"] is { } group) groups.Add(group);
        }
        return new PackageGroup(id, role, items, groups, id is not null && id == root);
    }

    private static Target ReadTarget(XmlCursor xml, G2Draft item)
    {
        var guid = NewsText.OneLine(xml["residref"]) ?? NewsText.OneLine(xml["guidref"]);
        var href = NewsText.OneLine(xml["href"]);
        var rel = item.Aliases.Code(xml["rel"], xml["reluri"], null);
        var version = NewsText.OneLine(xml["version"]);
        var target = new Target { Title = NewsText.OneLine(xml["title"]), ContentType = xml["contenttype"] };
        foreach (var hint in xml.Children) ReadHint(xml, item, hint, target);
        if (guid is null && href is null) return target;
        target.Link = new ItemLink(KindOf(rel, target), guid, version, href, target.Title, rel);
        return target;
    }

    // A relation that says what this story is to the other is stronger than what the other is made of.
    private static LinkKind KindOf(string? rel, Target target)
    {
        var stated = rel is null ? LinkKind.SeeAlso : G2Codes.Link(rel);
        return stated == LinkKind.SeeAlso && target.IsMedia ? LinkKind.Media : stated;
    }

    private static void ReadHint(XmlCursor xml, G2Draft item, string hint, Target target)
    {
        switch (hint)
        {
            case "itemClass": if (item.Code(xml) is { } code) target.Class = G2Codes.Kind(code); break;
            case "title": target.Title ??= NewsText.OneLine(xml.Text()); break;
            case "headline": target.Headline ??= NewsText.OneLine(xml.Text()); break;
            case "creditline": target.Credit ??= NewsText.OneLine(xml.Text()); break;
            case "description": ReadDescription(xml, target); break;
            case "remoteContent": target.Renditions.Add(G2Content.ReadRendition(xml, item)); break;
            case "rightsInfo": target.Rights = G2Rights.Read(xml, item, target.Rights); break;
            case "usageTerms": target.Rights = G2Rights.ReadTerms(xml, target.Rights); break;
        }
    }

    private static void ReadDescription(XmlCursor xml, Target target)
    {
        var role = xml["role"] ?? xml["roleuri"];
        var text = NewsText.OneLine(xml.Text(lines: true));
        if (G2ContentMeta.IsAlt(role)) target.Alt ??= text;
        else target.Caption ??= text;
    }

    /// <summary>What a reference points to, as far as it says.</summary>
    private sealed class Target
    {
        internal ItemLink? Link { get; set; }
        internal string? Title { get; set; }
        internal string? ContentType { get; init; }
        internal ItemKind? Class { get; set; }
        internal string? Headline { get; set; }
        internal string? Caption { get; set; }
        internal string? Alt { get; set; }
        internal string? Credit { get; set; }
        internal Rights Rights { get; set; } = Rights.None;
        internal List<Rendition> Renditions { get; } = [];

        internal bool IsMedia => Class is ItemKind.Picture or ItemKind.Graphic or ItemKind.Video or ItemKind.Audio || IsOf("image/") || IsOf("video/") || IsOf("audio/");

        // Ours says that it is not known to be a picture.
        internal bool IsPicture => Link is { Kind: LinkKind.Media, Rel: not HouseCodes.Media } && (Class is ItemKind.Picture or ItemKind.Graphic || IsOf("image/") || Class is null && !IsOf("video/") && !IsOf("audio/"));

        private bool IsOf(string type) => ContentType?.StartsWith(type, StringComparison.OrdinalIgnoreCase) == true;

        internal Picture ToPicture(ItemLink link) => new()
        {
            Guid = link.Guid,
            Headline = Headline,
            Caption = Caption,
            Alt = Alt,
            Credit = Credit,
            Rights = Rights,
            Renditions = Renditions.Count == 0 && link.Href is { } href ? [new Rendition(href, ContentType: ContentType)] : Renditions,
        };
    }
}
