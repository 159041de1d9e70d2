using Dateline.Formats.Text;
using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.NewsMlG2;

/// <summary>Who wrote it. <c>by</c> is the line as printed, <c>creator</c> the people: where both speak of the same people, the people know more.</summary>
internal static class G2Bylines
{
    internal static void ReadBy(XmlCursor xml, G2Draft item)
    {
        // A line with a role of its own may say what somebody is, and not who.
        var isTitle = (xml["role"] ?? xml["roleuri"])?.Contains("title", StringComparison.OrdinalIgnoreCase) == true;
        var text = xml.Text(lines: true);
        if (NewsText.OneLine(text) is not { } line) return;
        if (isTitle)
        {
            if (item.Bylines is { } written) BylineText.GiveTitle(written, line);
            return;
        }
        item.PrintedBy = item.PrintedBy is null ? line : item.PrintedBy + ", " + line;
        var bylines = new List<Byline>();
        BylineText.ReadLines(text, bylines);
        (item.Bylines ??= []).AddRange(bylines);
    }

    internal static void ReadCreator(XmlCursor xml, G2Draft item)
    {
        var code = item.Code(xml);
        var isEditor = G2Codes.Local((xml["role"] ?? xml["roleuri"]).AsSpan().Trim()).EndsWith("editor", StringComparison.OrdinalIgnoreCase);
        var person = ReadPerson(xml, item);
        if (isEditor) return;
        // A literal is often the name itself, or a login: with no other name it is not shown as one.
        if (person.Name is { } name) (item.Creators ??= []).Add(new(name, person.Title, code));
    }

    /// <summary>Contributors that belong to the story ("with files from"). Caption writers, editors and the desk on duty are not for readers.</summary>
    internal static void ReadContributor(XmlCursor xml, G2Draft item)
    {
        var role = xml["role"] ?? xml["roleuri"];
        var isDesk = xml["jobtitle"] is not null || role is not null && !IsFiles(role);
        var person = ReadPerson(xml, item);
        if (!isDesk && person.Name is { } name) (item.WithFilesFrom ??= []).Add(new(name, person.Place));
    }

    private static bool IsFiles(string role) => G2Codes.Has(role, "files") || G2Codes.Has(role, "reporting") || G2Codes.Has(role, "reporter");

    private static (string? Name, string? Title, string? Place) ReadPerson(XmlCursor xml, G2Draft item)
    {
        string? name = null, title = null, place = null;
        var isOurs = false;
        foreach (var field in xml.Children)
        {
            if (field == "name") G2Names.Take(xml, item, ref name, ref isOurs);
            else if (field is "personDetails" or "organisationDetails") ReadDetails(xml, item, ref title, ref place);
        }
        return (name, title, place);
    }

    private static void ReadDetails(XmlCursor xml, G2Draft item, ref string? title, ref string? place)
    {
        foreach (var field in xml.Children)
        {
            if (field == "affiliation") title ??= G2Names.Read(xml, item);
            else if (field == "location") place ??= G2Names.Read(xml, item);
            else if (field == "contactInfo") place ??= ReadLocality(xml, item);
        }
    }

    private static string? ReadLocality(XmlCursor xml, G2Draft item)
    {
        string? place = null;
        foreach (var field in xml.Children)
        {
            if (field != "address") continue;
            foreach (var part in xml.Children)
                if (part == "locality") place ??= G2Names.Read(xml, item);
        }
        return place;
    }

    /// <summary>Decides, once both have been read, whom readers see.</summary>
    internal static void Settle(G2Draft item)
    {
        // An agency that names itself as the creator says whose the item is, not who wrote it.
        item.Creators?.RemoveAll(c => IsProvider(c, item.Provider));
        if (item.Creators is { Count: 0 }) item.Creators = null;
        if (item.Creators is { } creators && (item.Bylines is not { } printed || Covers(creators, printed, item))) item.Bylines = creators;
        if (item is not { WithFilesFrom: { } files, Bylines: { } bylines }) return;
        files.RemoveAll(f => bylines.Exists(b => b.Name == f.Name));
    }

    private static bool IsProvider(Byline creator, Provider? provider) =>
        provider is not null && (creator.Name.Equals(provider.Name, StringComparison.OrdinalIgnoreCase) || provider.Code is { } code && G2Codes.Local(code).Equals(creator.Name, StringComparison.OrdinalIgnoreCase));

    // The line may name someone who has no element; then the line is right. It may also part a name that has a comma; then the people are.
    private static bool Covers(List<Byline> creators, List<Byline> printed, G2Draft item)
    {
        if (item.PrintedBy == Printed(creators, item.Language ?? Language.From(item.RootLanguage))) return true;
        if (printed.Count > creators.Count) return false;
        return creators.TrueForAll(c => item.PrintedBy!.Contains(c.Name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The line as it is printed: "By Mara Lindqvist and Pavel Dvorin".</summary>
    internal static string Printed(IReadOnlyList<Byline> bylines, Language? language)
    {
        var (opening, joint) = language?.Primary switch { "fr" => ("Par ", " et "), "en" or null => ("By ", " and "), _ => ("", ", ") };
        if (bylines.Count == 1) return opening + bylines[0].Name;
        var names = new string[bylines.Count - 1];
        for (var i = 0; i < names.Length; i++) names[i] = bylines[i].Name;
        return opening + string.Join(", ", names) + joint + bylines[^1].Name;
    }
}
