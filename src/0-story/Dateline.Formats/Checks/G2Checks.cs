using Dateline.Formats.NewsMlG2;
using Dateline.Formats.Xml;

namespace Dateline.Formats.Checks;

/// <summary>
/// What the schema of NewsML-G2 lets pass: aliases that no catalogue declares, codes out of form in attributes that the schema takes for plain text,
/// times without zone (its types allow them), NITF without its namespace (its <c>inlineXML</c> takes anything that it doesn't know).
/// </summary>
internal sealed class G2Checks
{
    private static readonly HashSet<string> Codes = ["qcode", "role", "rel", "type", "how", "why", "rendition", "custodian"];
    private static readonly HashSet<string> TimeAttributes = ["modified", "validfrom", "validto", "timedelstart"];
    private static readonly HashSet<string> TimeElements = ["versionCreated", "firstCreated", "embargoed", "contentCreated", "contentModified", "sent", "start", "end", "hopTime", "published"];

    private readonly List<WireFinding> _findings;
    private readonly HashSet<string> _declared = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WirePosition> _used = new(StringComparer.Ordinal);
    private bool _refersElsewhere;

    private G2Checks(List<WireFinding> findings) => _findings = findings;

    internal static void Check(ReadOnlyMemory<byte> bytes, List<WireFinding> findings)
    {
        var checks = new G2Checks(findings);
        var walked = WireXml.Read(WireChecks.G2, new WireBytes(bytes), ReadOptions.Default, (xml, _, _) =>
        {
            checks.Walk(xml);
            return new ReadResult { Format = WireChecks.G2 };
        });
        checks.Settle();
        if (walked.Failure is { } failure) findings.Add(new(failure.Code, failure.Message, failure.Position));
    }

    private void Walk(XmlCursor xml)
    {
        if (xml.Namespace != NewsMlG2Format.Namespace) { if (xml.Name == "nitf") LookAtNitf(xml); return; }
        var (name, at) = (xml.Name, xml.Position);
        if (name == "catalogRef") _refersElsewhere |= xml["href"] is { } href && !IsIptc(href);
        else if (name == "scheme" && xml["alias"] is { } alias) _declared.Add(alias);
        xml.ForAttributes((attribute, value) => LookAt(name, attribute, value, at));
        if (TimeElements.Contains(name)) LookAtTime(name, xml.Text(), at);
        else foreach (var _ in xml.Children) Walk(xml);
    }

    private void LookAtNitf(XmlCursor xml)
    {
        if (xml.Namespace.Length == 0) _findings.Add(new(FindingCodes.NitfNamespace, "The NITF inside has no namespace: no schema is applied to it, and readers that go by names don't find it.", xml.Position));
    }

    private void LookAt(string element, string attribute, string value, WirePosition at)
    {
        if (TimeAttributes.Contains(attribute)) LookAtTime(attribute, value, at);
        if (!Codes.Contains(attribute) || element is "scheme" or "catalogRef") return;
        foreach (var code in value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) LookAtCode(attribute, code, at);
    }

    private void LookAtCode(string attribute, string code, WirePosition at)
    {
        var colon = code.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && colon < code.Length - 1) _used.TryAdd(code[..colon], at);
        else _findings.Add(new(FindingCodes.QCodeForm, $"{attribute}=\"{Short(code)}\" is not of the form alias:code.", at));
    }

    // "2026-08-24T19:00:00" is a time without zone; "2026-08-24" is a day and needs none.
    private void LookAtTime(string name, string? value, WirePosition at)
    {
        var time = value.AsSpan().Trim();
        if (time.IndexOf('T') is not (> 0 and var t)) return;
        var clock = time[(t + 1)..];
        if (clock.EndsWith("Z") || clock.ContainsAny('+', '-')) return;
        _findings.Add(new(FindingCodes.ZoneMissing, $"{name} \"{Short(time.ToString())}\" states no zone.", at));
    }

    // A catalogue that lies elsewhere is never fetched: what it declares can't be known, and is not held against the document.
    private void Settle()
    {
        if (_refersElsewhere) return;
        foreach (var (alias, at) in _used)
            if (!_declared.Contains(alias) && !IptcCatalog.Knows(alias))
                _findings.Add(new(FindingCodes.AliasUnresolved, $"No catalogue of the document declares the alias \"{Short(alias)}\".", at));
    }

    private static bool IsIptc(string href) => href.Contains("iptc.org/std/catalog/catalog.IPTC-G2-Standards", StringComparison.OrdinalIgnoreCase);

    private static string Short(string text) => text.Length <= 80 ? text : text[..80] + "…";
}
