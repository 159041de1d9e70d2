using Dateline.Formats.Text;
using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.NewsMlG2;

/// <summary>One item, whatever kind: its identity, and which block says what.</summary>
internal static class G2Item
{
    internal static (ReadItem Item, string? Dialect) Read(XmlCursor xml, Aliases aliases, ReadOptions options, int? priority)
    {
        var item = new G2Draft(options, aliases) { Priority = priority };
        var root = xml.Name;
        var position = xml.Position;
        ReadIdentity(xml, item, root);
        foreach (var block in xml.Children) ReadBlock(xml, item, block);
        var dialect = Finish(item, root, position);
        return (item.ToReadItem(), dialect);
    }

    private static void ReadIdentity(XmlCursor xml, G2Draft item, string root)
    {
        item.Guid = xml["guid"];
        item.Version = NewsText.OneLine(xml["version"]);
        item.RootLanguage = xml.Language;
        item.Kind = KindOf(root);
        if (string.IsNullOrWhiteSpace(item.Guid)) item.Fail(FailureCodes.MissingGuid, "The item states no guid.", xml.Position);
    }

    private static ItemKind KindOf(string root) => root switch
    {
        "packageItem" => ItemKind.Package,
        "planningItem" => ItemKind.Planning,
        "newsItem" => ItemKind.Text,
        _ => ItemKind.Concept,
    };

    private static void ReadBlock(XmlCursor xml, G2Draft item, string block)
    {
        switch (block)
        {
            case "catalog": ReadCatalog(xml, item.Aliases); break;
            case "rightsInfo": G2Rights.Read(xml, item); break;
            case "itemMeta": G2ItemMeta.Read(xml, item); break;
            case "contentMeta": G2ContentMeta.Read(xml, item); break;
            case "assert": G2Assert.Read(xml, item); break;
            case "contentSet": G2Content.Read(xml, item); break;
            case "groupSet": G2Links.ReadGroups(xml, item); break;
            case "concept": G2Concepts.Read(xml, item); break;
            case "conceptSet": G2Concepts.ReadSet(xml, item); break;
            case "newsCoverageSet": G2Concepts.ReadCoverage(xml, item); break;
        }
    }

    private static void ReadCatalog(XmlCursor xml, Aliases aliases)
    {
        foreach (var scheme in xml.Children)
            if (scheme == "scheme") aliases.Declare(xml["alias"], xml["uri"]);
    }

    private static string? Finish(G2Draft item, string root, WirePosition position)
    {
        G2Bylines.Settle(item);
        item.Nitf?.TellTo(item);
        G2Assert.Settle(item);
        var dialect = Dialects.Settle(G2Dialects.All, item);
        OpeningLines.Read(item);
        if (item.Kind is ItemKind.Picture or ItemKind.Graphic or ItemKind.Video or ItemKind.Audio) SettlePicture(item, position);
        // What is not news often has no headline, only a name or a title: a desk must be able to tell items apart.
        if (root != "newsItem") item.Headline ??= Headline.From(item.Title);
        item.TakeKey ??= TakeKeys.In(item.EdNote, item.Slugline?.Text);
        item.Listen(position);
        return dialect;
    }

    private static void SettlePicture(G2Draft item, WirePosition position)
    {
        if (item.Renditions is null) return;
        if (item.Kind is ItemKind.Video or ItemKind.Audio)
        {
            item.Note(NoteCodes.NotRead, "Moving pictures and sound are not read; a still picture of them is.", position);
            item.Renditions.RemoveAll(r => r.ContentType?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) != true);
            if (item.Renditions.Count == 0) return;
        }
        (item.Pictures ??= []).Insert(0, new Picture
        {
            Guid = item.Guid,
            Caption = item.Caption,
            Alt = item.Alt,
            Credit = item.Credit,
            Headline = item.Headline?.Text,
            Renditions = item.Renditions,
        });
    }
}
