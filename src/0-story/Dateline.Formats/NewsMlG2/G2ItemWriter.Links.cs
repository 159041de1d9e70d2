using Dateline.News;

namespace Dateline.Formats.NewsMlG2;

/// <summary>
/// Links to other items, and the groups of a package. A story's pictures are links too, with hints that say enough to show them:
/// a rendition of their own they can't have, because content of a text item is the text.
/// </summary>
internal sealed partial class G2ItemWriter
{
    private void WriteLinks()
    {
        var told = new HashSet<Picture>(ReferenceEqualityComparer.Instance);
        foreach (var link in item.Links)
        {
            var picture = link.Kind == LinkKind.Media ? PictureOf(link, told) : null;
            WriteReference("link", link, picture);
        }
        foreach (var picture in Content.Pictures)
            if (!ReferenceEquals(picture, OwnPicture) && told.Add(picture)) WritePicture(picture);
    }

    private Picture? PictureOf(ItemLink link, HashSet<Picture> told)
    {
        foreach (var picture in Content.Pictures)
        {
            var isIt = picture.Guid is not null ? picture.Guid == link.Guid : link.Guid is null && picture.Renditions.Count > 0 && picture.Renditions[0].Href == link.Href;
            if (isIt && !ReferenceEquals(picture, OwnPicture) && told.Add(picture)) return picture;
        }
        return null;
    }

    private void WritePicture(Picture picture)
    {
        var href = picture.Guid is null && picture.Renditions.Count > 0 ? picture.Renditions[0].Href : null;
        WriteReference("link", new ItemLink(LinkKind.Media, picture.Guid, Href: href), picture);
    }

    private void WriteReference(string element, ItemLink link, Picture? picture)
    {
        if (link is { Guid: null, Href: null })
        {
            CannotSay("A reference must say to what: by guid or by address.", link.Title ?? picture?.Caption);
            return;
        }
        xml.Start(element);
        IdentifyBy("rel", Relation(link, picture));
        xml.Attribute("residref", link.Guid).Attribute("href", Href(link.Href)).Attribute("version", Version(link.Version)).Attribute("title", link.Title);
        if (picture is not null) WriteHints(picture);
        xml.Close();
    }

    // The relation as stated, if others will understand it and it says what we mean.
    private static string Relation(ItemLink link, Picture? picture)
    {
        var isKnown = link.Rel is { } rel && (IsQCode(rel) || IsUri(rel));
        if (isKnown && Means(link.Rel!, link.Kind, picture)) return link.Rel!;
        return link.Kind switch
        {
            LinkKind.EvolvedFrom => "irel:evolvedFrom",
            LinkKind.TranslatedFrom => "irel:translatedFrom",
            LinkKind.DerivedFrom => "irel:derivedFrom",
            LinkKind.Corrects => HouseCodes.Corrects,
            LinkKind.Replaces => HouseCodes.Replaces,
            LinkKind.Media when picture is null => HouseCodes.Media,
            _ => "irel:seeAlso",
        };
    }

    private static bool Means(string rel, LinkKind kind, Picture? picture)
    {
        var meant = G2Codes.Link(rel);
        return meant == kind || meant == LinkKind.SeeAlso && kind == LinkKind.Media && picture is not null;
    }

    private void WriteHints(Picture picture)
    {
        xml.Start("itemClass").Attribute("qcode", "ninat:picture").Close();
        WriteRights(picture.Rights);
        xml.Element("headline", picture.Headline).Element("creditline", picture.Credit);
        WriteDescription("drol:caption", picture.Caption);
        WriteDescription(HouseCodes.AltText, picture.Alt);
        foreach (var rendition in picture.Renditions) WriteRendition(rendition);
    }

    private void WriteGroups()
    {
        if (Content.Groups.Count == 0) return;
        var names = GroupNames();
        xml.Start("groupSet").Attribute("root", names[Root()]);
        for (var i = 0; i < names.Length; i++) WriteGroup(Content.Groups[i], names[i], names);
        xml.Close();
    }

    private int Root()
    {
        for (var i = 0; i < Content.Groups.Count; i++) if (Content.Groups[i].IsRoot) return i;
        return 0;
    }

    private void WriteGroup(PackageGroup group, string name, string[] names)
    {
        xml.Start("group").Attribute("id", name);
        IdentifyBy("role", group.Role);
        foreach (var inner in group.Groups) WriteGroupRef(inner, names);
        foreach (var link in group.Items) WriteReference("itemRef", link, null);
        xml.Close();
    }

    private void WriteGroupRef(string id, string[] names)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (Content.Groups[i].Id != id) continue;
            xml.Start("groupRef").Attribute("idref", names[i]).Close();
            return;
        }
        CannotSay("A package can't hold a group that is not there.", id);
    }

    // An id must be a name in XML's sense, and stand once in the whole document, which may be a message of many packages.
    private string[] GroupNames()
    {
        var names = new string[Content.Groups.Count];
        for (var i = 0; i < names.Length; i++)
        {
            var stated = Content.Groups[i].Id is { } id && IsName(id) ? id : $"group-{i + 1}";
            names[i] = stated;
            for (var again = 2; !usedIds.Add(names[i]); again++) names[i] = $"{stated}-{again}";
        }
        return names;
    }

    private static bool IsName(string id)
    {
        if (id.Length == 0 || !char.IsAsciiLetter(id[0]) && id[0] != '_') return false;
        foreach (var c in id) if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-' or '.')) return false;
        return true;
    }
}
