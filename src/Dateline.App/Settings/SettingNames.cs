using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Dateline.App.Settings;

/// <summary>One setting: its name in the file, its flag where it has one, and what it says.</summary>
/// <param name="Name">Its name, parts apart by a colon.</param>
/// <param name="Flag">The flag of the command line; null: none.</param>
/// <param name="About">What it says, in a line.</param>
internal sealed record Setting(string Name, string? Flag, string About)
{
    /// <summary>Its name in the environment.</summary>
    internal string Variable => "DATELINE_" + Name.ToUpperInvariant().Replace(":", "__", StringComparison.Ordinal);
}

/// <summary>Every setting there is. A name that is none of them is refused: a setting that is misspelt would otherwise be silently without effect.</summary>
internal static partial class SettingNames
{
    // Variables of the program that are no settings.
    private static readonly string[] OtherVariables = ["DATELINE_SERVER", "DATELINE_KEY", "DATELINE_CRASH_AT"];

    internal static IReadOnlyList<Setting> All { get; } =
    [
        new("urls", "--urls", "Addresses to listen on"),
        new("database", "--database", "A PostgreSQL connection string; without it SQLite in the data folder"),
        new("cert", "--cert", "A certificate (PEM) for https"),
        new("certKey", "--cert-key", "Its key (PEM), where it is a file of its own"),
        new("trustedProxy", "--trusted-proxy", "The IP address of a proxy whose forwarded headers are believed"),
        new("hosts", null, "More host names under which it may be asked"),
        new("site:name", null, "The site's name"),
        new("site:url", null, "The address readers use"),
        new("site:timeZone", null, "The time zone of the site and the desk"),
        new("site:languages", null, "The site's languages, the first one is the usual"),
        new("site:organisation", null, "Who publishes"),
        new("site:contact", null, "Where readers write to"),
        new("site:sections", null, "The site's sections: for each a slug, a name by language and a filter"),
        new("site:pages", null, "A folder of Markdown files that become pages: about.md, about.fr.md"),
        new("site:files", null, "A folder of the site's own files, which it has at /files/"),
        new("site:aiRights", null, "What artificial intelligence may do with the site: no-training, no-use or open"),
        new("site:country", null, "The country its readers are in, as usage terms count: two letters, like CA"),
        new("site:takes", null, "Which stories the site has, as a filter"),
        new("site:menu", null, "The menu, in its order"),
        new("site:logo", null, "A drawing (SVG) or picture (PNG, WebP, JPEG) for the masthead"),
        new("site:mostRead", null, "How many of the stories read most in the last day a front shows; 0: nothing is counted"),
        new("site:atSource", null, "Stories whose one address for search engines is where their source has them, as a filter"),
        new("site:hub", null, "A WebSub hub that is told of each change of the feeds"),
        new("site:tips", null, "The desk that what readers tell the newsroom goes to"),
        new("site:theme:accent", null, "The accent colour on white"),
        new("site:theme:accentDark", null, "The accent colour on the dark paper"),
        new("site:theme:paper", null, "The paper by day, like #fffaf2"),
        new("site:theme:size", null, "How large a story's text is: small, medium or large"),
        new("site:theme:width", null, "How long its lines are: narrow, medium or wide"),
        new("site:theme:corners", null, "How corners are: square, soft or round"),
        new("site:theme:masthead", null, "The masthead: plain, centre or band"),
        new("site:theme:mostRead", null, "Where what was read most stands on a front: below, above or none"),
        new("site:theme:house", null, "Where the house's own words stand: everywhere, fronts, stories or none"),
        new("site:theme:headlines", null, "The letters of headlines and text: serif, sans, old-style, slab or humanist"),
        new("site:theme:letters", null, "The letters of everything around them"),
        new("site:theme:layout", null, "The layout: classic or columns"),
        new("site:wire:mostADay", null, "How many stories a day the wire may publish on the site by itself"),
        new("site:wire:blockedWords", null, "Words that keep a story which the wire publishes by itself off the site"),
        new("sites", null, "Further sites: for each a code, a name, a url, and any setting of site"),
        new("allowedNetworks", null, "Networks that are not public and may be delivered to, and fetched from, all the same, like 10.20.0.0/16"),
        new("deliveryFolders", null, "Folders in which clients' folders may lie; none of them has a space in its name"),
        new("mail:host", null, "The mail relay; without it no mail is sent"),
        new("mail:port", null, "Its port"),
        new("mail:security", null, "How the connection to it is kept from others: starttls, tls or none"),
        new("mail:user", null, "As whom it is signed in to"),
        new("mail:secret", null, "The password for it"),
        new("mail:sender", null, "The address that mails come from, like wire@ledger.example"),
        new("mail:certificates", null, "Certificates that the relay may show, as SHA-256 in hex; without them one that this machine trusts"),
        new("signIn:issuer", null, "The house's own sign-in service (OpenID Connect), as it calls itself"),
        new("signIn:client", null, "What it calls this newsroom"),
        new("signIn:secret", null, "What this newsroom proves itself with to it"),
        new("signIn:name", null, "What people call it: stands on the button"),
        new("agencies", null, "Agencies whose Dateline this one follows: for each a source, a url and a key"),
        new("portal:logo", null, "The agency's logo in the clients' portal: an SVG, PNG, JPEG or WebP file"),
        new("portal:colour", null, "The agency's colour in the clients' portal, like #0b5fff: dark enough to be read on white"),
        new("duty:addresses", null, "Mail addresses of the house that are told of every hold and kill, and of each that is not confirmed"),
        new("duty:url", null, "Where each hold or kill that is not confirmed is posted to"),
        new("duty:secret", null, "What signs those calls: 24 to 64 bytes in base64"),
        new("desk:undoSeconds", null, "For how many seconds what is sent from a screen can be taken back; 0: not at all"),
        new("backup:folder", null, "Where backups go"),
        new("killJournal:folder", null, "Where the kill journal is kept"),
    ];

    /// <summary>A setting's value; a list in the file is read as its parts. Null where it is not set, or empty.</summary>
    internal static string? Value(IConfiguration configuration, string name)
    {
        var section = configuration.GetSection(name);
        var value = section.Value ?? string.Join(' ', section.GetChildren().Select(c => c.Value));
        return string.IsNullOrWhiteSpace(value) ? null : value;
    }

    /// <summary>A sentence for every name of the file that is no setting.</summary>
    internal static IEnumerable<string> Unknown(IConfiguration file, string path) =>
        from entry in file.AsEnumerable()
        where entry.Value is not null
        let name = WithoutIndex(OfFurtherSite().Replace(entry.Key, "site:"))
        where !IsOnlyFurther(entry.Key)
        where !All.Any(s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        select $"The settings file {path} has \"{name}\", which is no setting. {(Nearest(name) is { } near ? $"Did you mean {near}? " : "")}Correct it, or take it away.";

    /// <summary>A sentence for every variable that looks like a setting and is none.</summary>
    internal static IEnumerable<string> Misspelt(IEnumerable<string> variables) =>
        from variable in variables
        where variable.StartsWith("DATELINE_", StringComparison.Ordinal) && !OtherVariables.Contains(variable) && !All.Any(s => s.Variable.Equals(variable, StringComparison.OrdinalIgnoreCase))
        let near = All.FirstOrDefault(s => Distance(s.Variable, variable.ToUpperInvariant()) <= 2)
        where near is not null
        select $"The environment has {variable}, which is no setting. Did you mean {near.Variable}? Correct it, or take it away.";

    private static string? Nearest(string name)
    {
        var last = name.Split(':')[^1];
        var near = All.MinBy(s => Math.Min(Distance(s.Name, name), Distance(s.Name.Split(':')[^1], last) + 1))!;
        return Math.Min(Distance(near.Name, name), Distance(near.Name.Split(':')[^1], last) + 1) <= 3 ? near.Name : null;
    }

    [GeneratedRegex("^site:sections:[0-9]+:(slug|filter|name(:[a-z]+)?|former(:[0-9]+)?)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PartOfSection();

    [GeneratedRegex("^agencies:[0-9]+:(source|url|key)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PartOfAgency();

    // A further site's settings are those of the first, and these.
    [GeneratedRegex("^sites:[0-9]+:", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OfFurtherSite();

    private static bool IsOnlyFurther(string key) => OfFurtherSite().Match(key) is { Success: true, Length: var start } && new[] { "code", "home", "hosts" }.Contains(key[start..].Split(':')[0].ToLowerInvariant());

    private static string WithoutIndex(string key) => PartOfSection().IsMatch(key) ? "site:sections" : PartOfAgency().IsMatch(key) ? "agencies" : key.LastIndexOf(':') is var at and > 0 && int.TryParse(key[(at + 1)..], out _) ? key[..at] : key;

    /// <summary>How many letters must be changed, added or taken away.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var changed = diagonal + (char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1);
                (diagonal, row[j]) = (row[j], Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1));
            }
        }
        return row[b.Length];
    }
}
