using System.Globalization;
using Dateline.Formats.Text;
using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.Nitf;

/// <summary>Writes one item, in the order that the schema of NITF 3.6 wants: head, then body.head, body.content, body.end.</summary>
internal sealed class NitfItemWriter(XmlUtf8Writer xml, NewsItem item, WriteOptions options, List<ReadNote> notes)
{
    // The three the schema fixes: whoever states them must state these.
    private const string Version = "-//IPTC//DTD NITF 3.6//EN", ChangeDate = "September 11, 2009", ChangeTime = "12:26";

    private StoryContent Content => item.Content;

    internal void Write(bool isNamespaced)
    {
        xml.Start("nitf").Attribute("xmlns", isNamespaced ? NitfFormat.Namespace : null).Attribute("version", Version)
            .Attribute("change.date", ChangeDate).Attribute("change.time", ChangeTime).Attribute("xml:lang", Content.Language?.Tag);
        WriteHead();
        xml.Start("body");
        WriteBodyHead();
        xml.Start("body.content");
        foreach (var picture in Content.Pictures) WritePicture(picture);
        new NitfBodyWriter(xml, CannotSay).Write(Content.Body);
        xml.Close().Close().Close();
        NoteWhatIsLeft();
    }

    /// <summary>A text as it stands inside another format: nitf with head and body of the text alone.</summary>
    internal void WriteText()
    {
        xml.Start("nitf").Attribute("xmlns", NitfFormat.Namespace).Attribute("version", Version).Attribute("change.date", ChangeDate).Attribute("change.time", ChangeTime);
        xml.Start("body").Start("body.head");
        if (Content.Headline is { } headline) xml.Start("hedline").Element("hl1", headline.Text).Close();
        xml.Close().Start("body.content");
        new NitfBodyWriter(xml, CannotSay).Write(Content.Body);
        xml.Close().Close().Close();
    }

    // ---- head -------------------------------------------------------------------------------------------------------

    private void WriteHead()
    {
        xml.Start("head").Element("title", Content.Headline?.Text ?? Content.Slugline?.Text);
        WriteMeta("anpa-takekey", Content.TakeKey);
        foreach (var keyword in Content.Keywords) WriteMeta("keyword", keyword);
        WriteTopics();
        WriteDocdata();
        xml.Close();
    }

    private void WriteMeta(string name, string? content)
    {
        if (content is not null) xml.Start("meta").Attribute("name", name).Attribute("content", content).Close();
    }

    private void WriteTopics()
    {
        if (Content.Genres.Count + Content.Subjects.Count == 0) return;
        xml.Start("tobject").Attribute("tobject.type", "news");
        foreach (var genre in Content.Genres)
        {
            xml.Start("tobject.property").Attribute("tobject.property.type", genre.Code).Close();
            if (genre.Name is not null) CannotSay("A genre is a code; its name is left out.", genre.Name);
        }
        foreach (var subject in Content.Subjects) WriteSubject(subject);
        xml.Close();
    }

    // A reference number is IPTC's eight digits; any other code stands beside it.
    private void WriteSubject(Concept subject)
    {
        var digits = subject.Code.Length > 9 ? subject.Code[^8..] : "";
        var isIptc = digits.Length == 8 && digits.All(char.IsAsciiDigit) && (subject.Code == "medtop:" + digits && digits[0] == '2' || subject.Code == "subj:" + digits && digits[0] != '2');
        xml.Start("tobject.subject").Attribute("tobject.subject.refnum", isIptc ? digits : NitfHead.NoNumber)
            .Attribute("tobject.subject.code", isIptc ? null : subject.Code).Attribute("tobject.subject.detail", subject.Name).Close();
    }

    private void WriteDocdata()
    {
        xml.Start("docdata").Attribute("management-status", ManagementStatus());
        WriteCorrection();
        xml.Start("doc-id").Attribute("regsrc", item.Provider?.Code ?? item.Provider?.Name).Attribute("id-string", item.Guid).Close();
        if (Content.Urgency is { } urgency) xml.Start("urgency").Attribute("ed-urg", urgency.ToString()).Close();
        WriteDate("date.issue", item.VersionCreated);
        WriteDate("date.release", item.Embargo.Until);
        WriteDate("date.expire", Content.Rights.Expires);
        WriteMessages();
        WriteVersion();
        WriteRights(Content.Rights);
        if (Content.Slugline is { } slugline) xml.Start("key-list").Start("keyword").Attribute("key", slugline.Text).Close().Close();
        if (Content.Places.Count > 0)
        {
            xml.Start("identified-content");
            foreach (var place in Content.Places) WritePlace(place);
            xml.Close();
        }
        xml.Close();
    }

    private string ManagementStatus() => item.Status switch
    {
        PubStatus.Canceled => "canceled",
        PubStatus.Withheld => "withheld",
        _ => item.Embargo.IsNone ? "usable" : "embargoed",
    };

    private void WriteCorrection()
    {
        if (!item.Has(SignalKind.Correction)) return;
        var corrected = item.Links.FirstOrDefault(l => l.Kind == LinkKind.Corrects)?.Guid;
        xml.Start("correction").Attribute("id-string", corrected).Close();
    }

    // The note for staff is not here: it never leaves the newsroom.
    private void WriteMessages()
    {
        if (Content.EdNote is { } note) xml.Start("ed-msg").Attribute("info", note).Close();
        if (item.IsAdvisory) xml.Start("ed-msg").Attribute("msg-type", "advisory").Close();
        foreach (var signal in item.Signals)
        {
            var type = signal.Kind switch { SignalKind.New => "new", SignalKind.Update => "update", SignalKind.Kill => "kill", SignalKind.EmbargoLift => "embargolift", SignalKind.Refile => "refile", _ => null };
            if (type is not null) xml.Start("ed-msg").Attribute("msg-type", type).Close();
            else if (signal.Kind == SignalKind.Other) CannotSay("A signal that only its sender knows is left out.", signal.Raw);
        }
    }

    private void WriteVersion()
    {
        if (item.Version is not { } version) return;
        if (version.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or ':')) xml.Start("du-key").Attribute("version", version).Close();
        else CannotSay("A version must be one word.", version);
    }

    private void WriteRights(Rights rights)
    {
        if (rights.Holder is { } holder) xml.Start("doc.copyright").Attribute("holder", holder).Close();
        var terms = Terms(rights);
        if (terms.Length > 0) xml.Start("doc.rights").Attribute("owner", rights.Holder).Attribute("limitations", terms).Close();
    }

    /// <summary>Terms that a machine can hold to are said in words: NITF has no codes for them.</summary>
    private static string Terms(Rights rights)
    {
        List<string> terms = rights.UsageTerms is { } stated ? [stated] : [];
        var said = UsageText.Read(Rights.None, rights.UsageTerms ?? "");
        if (rights.NoWeb && !said.NoWeb) terms.Add("No online use.");
        if (rights.MandatoryCredit is { } credit && said.MandatoryCredit != credit) terms.Add($"Mandatory credit: {credit}.");
        foreach (var territory in rights.Territories) terms.Add($"For use only in: {territory}.");
        foreach (var client in rights.NotForClientClasses) terms.Add($"Not for: {client}.");
        return string.Join('\n', terms);
    }

    // ISO 8601's basic form with its zone, as NITF's own examples have it.
    private void WriteDate(string element, Instant? at)
    {
        if (at is { } moment) xml.Start(element).Attribute("norm", moment.ToString().Replace("-", "", StringComparison.Ordinal).Replace(":", "", StringComparison.Ordinal)).Close();
    }

    // ---- body.head --------------------------------------------------------------------------------------------------

    private void WriteBodyHead()
    {
        xml.Start("body.head");
        if (Content.Headline is { } headline) xml.Start("hedline").Element("hl1", headline.Text).Close();
        xml.Element("rights", Content.Rights.Notice);
        foreach (var byline in Content.Bylines) WriteByline(byline);
        xml.Element("distributor", item.Provider?.Name ?? item.Provider?.Code);
        if (Content.Placeline is { } placeline) xml.Element("dateline", placeline.Text);
        if (Content.Located is { } located)
        {
            xml.Start("dateline");
            WritePlace(located);
            xml.Close();
        }
        if (Content.Dek is { } dek) xml.Start("abstract").Element("p", dek).Close();
        xml.Close();
    }

    private void WriteByline(Byline byline)
    {
        xml.Start("byline").Start("person").Attribute("value", byline.Code).Text(byline.Name).Close();
        xml.Element("byttl", byline.Title).Close();
    }

    private void WritePlace(Place place)
    {
        xml.Start("location").Attribute("location-code", place.Code).Element("city", place.Name).Element("country", place.Country).Close();
    }

    // ---- pictures ---------------------------------------------------------------------------------------------------

    private void WritePicture(Picture picture)
    {
        xml.Start("media").Attribute("media-type", "image");
        WriteMediaFact("guid", picture.Guid);
        WriteMediaFact("headline", picture.Headline);
        if (picture.Renditions.Count == 0) xml.Start("media-reference").Attribute("alternate-text", picture.Alt).Close();
        foreach (var file in picture.Renditions)
        {
            xml.Start("media-reference").Attribute("source", options.MediaHref?.Invoke(file.Href) ?? file.Href).Attribute("name", file.Name).Attribute("mime-type", file.ContentType)
                .Attribute("alternate-text", picture.Alt).Attribute("height", file.Height).Attribute("width", file.Width).Close();
            if (file.Size is { } size) CannotSay("The size of a file is left out.", size.ToString(CultureInfo.InvariantCulture));
        }
        if (picture.Caption is { } caption) xml.Start("media-caption").Element("p", caption).Close();
        xml.Element("media-producer", picture.Credit).Close();
        if (Terms(picture.Rights) is { Length: > 0 } terms) CannotSay("Rights of a picture that differ from the story's are left out.", terms);
    }

    private void WriteMediaFact(string name, string? value)
    {
        if (value is not null) xml.Start("media-metadata").Attribute("name", name).Attribute("value", value).Close();
    }

    // ---- what NITF has no place for -----------------------------------------------------------------------------------

    private void NoteWhatIsLeft()
    {
        if (item.Kind is not ItemKind.Text) CannotSay("NITF is text; what the item is else is left out.", item.Kind.ToString());
        if (item.FirstCreated is { } first) CannotSay("When the first version was made is left out.", first.ToString());
        if (item.Priority is { } priority) CannotSay("A priority of transmission is left out.", priority.ToString(CultureInfo.InvariantCulture));
        if (item.Status != PubStatus.Usable && item.Embargo.UntilFurtherNotice) CannotSay("An item that is withheld or canceled has no embargo until further notice beside that.", null);
        foreach (var link in item.Links)
            if (link.Kind != LinkKind.Corrects || !item.Has(SignalKind.Correction)) CannotSay("A link to another item is left out.", link.Guid ?? link.Href);
        foreach (var notice in item.Notices) CannotSay("A notice to readers is left out.", notice.Text);
        foreach (var name in Content.WithFilesFrom) CannotSay("A contributor is left out.", name.Name);
        foreach (var group in Content.Groups) CannotSay("A group of a package is left out.", group.Id);
        if (Content.Credit is { } credit) CannotSay("The credit line is left out.", credit);
    }

    private void CannotSay(string message, string? text) => notes.Add(new(NoteCodes.CannotSay, message, default, text is { Length: > 200 } ? text[..200] : text));
}
