using Dateline.News;

namespace Dateline.Formats.NewsMlG2;

/// <summary>contentMeta: first who and where, then what it is called and about (NewsML-G2 2.35 schema, ContentMetadataAfDType).</summary>
internal sealed partial class G2ItemWriter
{
    private void WriteContentMeta()
    {
        xml.Start("contentMeta");
        if (Content.Urgency is { } urgency) xml.Element("urgency", urgency.ToString());
        if (Content.Located is { } located) WritePlace("located", null, located);
        foreach (var byline in Content.Bylines) WriteCreator(byline);
        foreach (var contributor in Content.WithFilesFrom) WriteContributor(contributor);
        if (Content.Language is { } language) xml.Start("language").Attribute("tag", language.Tag).Close();
        foreach (var genre in Content.Genres) WriteConcept("genre", genre);
        foreach (var keyword in Content.Keywords) xml.Element("keyword", keyword);
        foreach (var subject in Content.Subjects) WriteConcept("subject", subject);
        foreach (var place in Content.Places) WritePlace("subject", "cpnat:geoArea", place);
        xml.Element("slugline", Content.Slugline?.Text);
        xml.Element("headline", Content.Headline?.Text);
        xml.Element("dateline", Content.Placeline?.Text);
        if (Content.Bylines.Count > 0) xml.Element("by", G2Bylines.Printed(Content.Bylines, Content.Language));
        xml.Element("creditline", OwnPicture?.Credit ?? Content.Credit);
        WriteDescription("drol:summary", Content.Dek);
        WriteDescription("drol:caption", OwnPicture?.Caption);
        WriteDescription(HouseCodes.AltText, OwnPicture?.Alt);
        xml.Close();
    }

    private void WritePlace(string element, string? type, Place place)
    {
        xml.Start(element).Attribute("type", type);
        Identify(place.Code);
        xml.Element("name", place.Name);
        if (place.Country is { } country) xml.Start("broader").Attribute("literal", country).Element("name", country).Close();
        xml.Close();
    }

    private void WriteCreator(Byline byline)
    {
        xml.Start("creator");
        Identify(byline.Code);
        xml.Element("name", byline.Name);
        if (byline.Title is { } title) xml.Start("personDetails").Start("affiliation").Element("name", title).Close().Close();
        xml.Close();
    }

    private void WriteContributor(Contributor contributor)
    {
        xml.Start("contributor").Attribute("role", HouseCodes.WithFilesFrom).Element("name", contributor.Name);
        if (contributor.Place is { } place)
            xml.Start("personDetails").Start("contactInfo").Start("address").Start("locality").Element("name", place).Close().Close().Close().Close();
        xml.Close();
    }

    private void WriteConcept(string element, Concept concept)
    {
        xml.Start(element);
        Identify(concept.Code);
        xml.Element("name", concept.Name).Close();
    }

    private void WriteDescription(string role, string? text)
    {
        if (text is not null) xml.Start("description").Attribute("role", role).Text(text).Close();
    }
}
