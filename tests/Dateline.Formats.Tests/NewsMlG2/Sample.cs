using System.Text;
using Dateline.News;

namespace Dateline.Formats.Tests.NewsMlG2;

/// <summary>Small NewsML-G2 documents for tests: one complete story, and ways to change one thing about it.</summary>
internal static class Sample
{
    /// <summary>The complete story.</summary>
    public const string Story = """
        <?xml version="1.0" encoding="UTF-8"?>
        <newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" standard="NewsML-G2" standardversion="2.35" conformance="power"
                  guid="urn:newsml:np.example:20260824:kessel-talks" version="3" xml:lang="en">
          <catalogRef href="https://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml"/>
          <rightsInfo>
            <copyrightHolder uri="https://np.example/"><name>Northern Press</name></copyrightHolder>
            <copyrightNotice>© 2026 Northern Press</copyrightNotice>
            <usageTerms>Editorial use only. NO ONLINE USE. Mandatory credit: Northern Press.</usageTerms>
          </rightsInfo>
          <itemMeta>
            <itemClass qcode="ninat:text"/>
            <provider qcode="nprov:NP"><name>Northern Press</name></provider>
            <versionCreated>2026-08-24T21:15:00+02:00</versionCreated>
            <firstCreated>2026-08-24T16:00:00Z</firstCreated>
            <embargoed>2026-08-24T19:00:00Z</embargoed>
            <pubStatus qcode="stat:usable"/>
            <edNote>Corrects the number of delegates in paragraph 2.</edNote>
            <edNote pubconstraint="np:nonpublic">Desk: +00 555 0100</edNote>
            <signal qcode="sig:correction"/>
            <link rel="irel:evolvedFrom" residref="urn:newsml:np.example:20260824:kessel-alert" version="1"/>
            <link rel="irel:seeAlso" residref="urn:newsml:np.example:20260824:kessel-photo" contenttype="image/jpeg">
              <description role="drol:caption">The bridge at Kessel.</description>
            </link>
          </itemMeta>
          <contentMeta>
            <urgency>3</urgency>
            <located qcode="npgeo:kessel"><name>Kessel</name><broader qcode="iso3166-1a2:XX"><name>Varnia</name></broader></located>
            <creator literal="mara"><name>Mara Lindqvist</name></creator>
            <contributor role="np:withFilesFrom"><name>Pavel Dvorin</name></contributor>
            <language tag="en"/>
            <genre qcode="genre:Current"><name>Current</name></genre>
            <keyword>talks</keyword>
            <subject type="cpnat:abstract" uri="http://cv.iptc.org/newscodes/mediatopic/20000065"><name xml:lang="fr">guerre</name><name xml:lang="en">war</name></subject>
            <subject type="cpnat:geoArea" literal="kessel"><name>Kessel</name></subject>
            <slugline separator="-">KESSEL-TALKS</slugline>
            <headline>Leaders meet in Kessel</headline>
            <headline role="hld:subHeadline">A visit nobody announced</headline>
            <dateline>KESSEL, Aug. 24 (NP) –</dateline>
            <by>By Mara Lindqvist</by>
            <creditline>Northern Press</creditline>
          </contentMeta>
          <contentSet>
            <inlineXML contenttype="application/xhtml+xml">
              <html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><p>First <b>bold</b> <i>words</i>.</p><p>Second.</p></body></html>
            </inlineXML>
          </contentSet>
        </newsItem>
        """;

    /// <summary>Reads a document by whatever format recognises it.</summary>
    public static ReadResult Read(string xml, ReadOptions? options = null) => WireFormats.Read(Encoding.UTF8.GetBytes(xml), options);

    /// <summary>Reads a document that must hold one good item.</summary>
    public static NewsItem Item(string xml, ReadOptions? options = null)
    {
        var result = Read(xml, options);
        Assert.Null(result.Failure);
        var item = Assert.Single(result.Items);
        Assert.Null(item.Failure);
        return item.Item!;
    }

    /// <summary>A bare item with these fields in its blocks.</summary>
    public static string With(string itemMeta = "", string contentMeta = "", string contentSet = "", string attributes = "") => $"""
        <newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" standard="NewsML-G2" standardversion="2.35" guid="urn:x:1" version="1" {attributes}>
        <itemMeta>{itemMeta}</itemMeta><contentMeta>{contentMeta}</contentMeta><contentSet>{contentSet}</contentSet></newsItem>
        """;
}
