namespace Dateline.Ingest.Tests;

/// <summary>Small NewsML-G2 documents.</summary>
internal static class Documents
{
    internal static string Item(string guid, string version = "1", string meta = "", string headline = "Bridge reopens", string content = "", string created = "2026-08-24T06:00:00Z", string itemClass = "ninat:text") => $"""
        <newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" standard="NewsML-G2" standardversion="2.35" conformance="power" guid="{guid}" version="{version}" xml:lang="en">
          <catalogRef href="https://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml"/>
          <itemMeta>
            <itemClass qcode="{itemClass}"/><provider literal="NP"><name>Northern Press</name></provider>
            <versionCreated>{created}</versionCreated>
            {meta}
          </itemMeta>
          <contentMeta><urgency>4</urgency><language tag="en"/><slugline>BRIDGE-STORM</slugline><headline>{headline}</headline></contentMeta>
          <contentSet>{(content.Length > 0 ? content : "<inlineXML contenttype=\"application/xhtml+xml\"><html xmlns=\"http://www.w3.org/1999/xhtml\"><body><p>The bridge is open again.</p></body></html></inlineXML>")}</contentSet>
        </newsItem>
        """;

    internal static string Message(params string[] items) =>
        $"<newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><header><sent>2026-08-24T06:00:00Z</sent></header><itemSet>{string.Concat(items)}</itemSet></newsMessage>";
}
