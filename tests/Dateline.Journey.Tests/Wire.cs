using System.Globalization;

namespace Dateline.Journey.Tests;

/// <summary>Small documents of a wire, whole or odd.</summary>
internal static class Wire
{
    /// <summary>A NewsML-G2 item of one paragraph.</summary>
    internal static string Item(string guid, string version = "1", string headline = "Dockers and port company to talk again", string meta = "<pubStatus qcode=\"stat:usable\"/>", string created = "2026-08-24T06:00:00Z", string prologue = "", string? text = null, string attributes = "") => $"""
        <?xml version="1.0" encoding="UTF-8"?>{prologue}
        <newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" standard="NewsML-G2" standardversion="2.35" conformance="power" guid="{guid}" version="{version}" xml:lang="en"{attributes}>
          <itemMeta><itemClass qcode="ninat:text"/><provider><name>Northern Press</name></provider><versionCreated>{created}</versionCreated>{meta}</itemMeta>
          <contentMeta><slugline>Port-Strike</slugline><headline>{headline}</headline></contentMeta>
          <contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{text ?? "<p>Talks resume at eight.</p>"}</body></html></inlineXML></contentSet>
        </newsItem>
        """;

    /// <summary>A ninjs item.</summary>
    internal static string Ninjs(string guid, string more = "\"headline\":\"Dockers and port company to talk again\"") =>
        $"{{\"uri\":\"{guid}\",\"standard\":{{\"name\":\"ninjs\",\"version\":\"3.1\",\"schema\":\"https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json\"}},\"type\":\"text\",\"pubstatus\":\"usable\",\"version\":\"1\",{more}}}";

    /// <summary>Something many times.</summary>
    internal static string Many(int count, Func<int, string> one) => string.Concat(Enumerable.Range(0, count).Select(one));

    /// <summary>A number as it is written.</summary>
    internal static string N(int number) => number.ToString(CultureInfo.InvariantCulture);
}
