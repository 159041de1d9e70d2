using System.Text.RegularExpressions;
using Dateline.Formats.Subjects;
using Dateline.News;
using Dateline.Site;
using Microsoft.Extensions.Configuration;

namespace Dateline.App.Settings;

/// <summary>
/// Reads a site's settings: those of the newsroom's first stand under <c>site</c>, those of each further one in the list <c>sites</c>, by the same names.
/// What a further site does not say of its publisher, zone and languages is as on the first.
/// </summary>
internal sealed partial class SiteSettings(IConfiguration configuration, string at, List<string> problems)
{
    /// <summary>The first site, and the further ones behind it.</summary>
    internal static List<SiteOptions> ReadAll(IConfiguration configuration, IReadOnlyList<Uri> urls, List<string> problems)
    {
        var main = new SiteSettings(configuration, "site:", problems).ReadMain(urls);
        var all = new List<SiteOptions> { main };
        foreach (var entry in configuration.GetSection("sites").GetChildren())
        {
            var site = new SiteSettings(configuration, $"sites:{entry.Key}:", problems).ReadFurther(main);
            if (all.Any(s => s.Code == site.Code)) problems.Add($"sites has the code \"{site.Code}\" twice. Give each site a code of its own.");
            else if (Shared(all, site) is { } host) problems.Add($"sites:{entry.Key} has the host {host}, which another site has. A host name leads to one site.");
            else all.Add(site);
        }
        return all;
    }

    private SiteOptions ReadMain(IReadOnlyList<Uri> urls) => Looks(new SiteOptions
    {
        Name = Value("name") ?? "Dateline",
        BaseUrl = Value("url") is { } url ? Address(url) : urls.Count > 0 ? urls[0] : Nowhere,
        TimeZone = Zone(Value("timeZone") ?? "UTC"),
        Languages = Tongues(Value("languages") ?? "en fr"),
        Organisation = Value("organisation") ?? Value("name") ?? "Dateline",
        ContactMail = Value("contact") ?? "editor@localhost",
        Country = Country(),
    });

    private SiteOptions ReadFurther(SiteOptions main)
    {
        var code = Value("code") ?? "";
        if (!Word().IsMatch(code) || code == SiteOptions.Main) problems.Add($"{at}code is \"{code}\", which can't be a site's code. It is small letters, digits and hyphens, and not \"{SiteOptions.Main}\".");
        if (Value("name") is null) problems.Add($"{at}name is missing. Say what stands in the site's masthead.");
        if (Value("url") is null) problems.Add($"{at}url is missing. Write the address readers use, like https://courrier.example.");
        return Looks(new SiteOptions
        {
            Code = code,
            Name = Value("name") ?? code,
            BaseUrl = Value("url") is { } url ? Address(url) : Nowhere,
            Hosts = (Value("hosts") ?? "").Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries),
            TimeZone = Value("timeZone") is { } zone ? Zone(zone) : main.TimeZone,
            Languages = Value("languages") is { } languages ? Tongues(languages) : main.Languages,
            Organisation = Value("organisation") ?? main.Organisation,
            ContactMail = Value("contact") ?? main.ContactMail,
            Country = Country() ?? main.Country,
        });
    }

    /// <summary>What both kinds of sites say in the same way.</summary>
    private SiteOptions Looks(SiteOptions site)
    {
        var pages = Folder("pages");
        var whole = site with
        {
            Sections = Sections(site.Languages[0]),
            PagesFolder = pages,
            FilesFolder = Folder("files"),
            AiRights = Rights(Value("aiRights")),
            Takes = Filter("takes"),
            Home = Filter("home"),
            AtSource = Filter("atSource"),
            Wire = new WireLimits { MostADay = Limit(), BlockedWords = List("wire:blockedWords") },
            Theme = Theme(),
            Logo = Logo(),
            MostRead = MostRead(),
            Hub = Hub(),
            TipDesk = Value("tips"),
            Menu = List("menu"),
        };
        string[] own = ["latest", "corrections", "topics", "archive", "events", "obituaries", .. whole.Sections.Select(s => s.Slug)];
        foreach (var word in whole.Menu.Where(w => !own.Contains(w) && (pages is null || !File.Exists(Path.Combine(pages, w + ".md")))))
            problems.Add($"{at}menu has \"{word}\", which is nothing a menu can lead to. Write latest, corrections, topics, archive, events, obituaries, the slug of a section or the name of a page.");
        return whole;
    }

    private static readonly Uri Nowhere = new("http://127.0.0.1:5080");

    private string? Value(string name) => SettingNames.Value(configuration, at + name);

    /// <summary>A list whose parts may hold spaces; written as one text, its parts have commas between them.</summary>
    private IReadOnlyList<string> List(string name)
    {
        var section = configuration.GetSection(at + name);
        var parts = section.Value is { } one ? one.Split([',', ';']) : section.GetChildren().Select(c => c.Value ?? "");
        return [.. parts.Select(p => p.Trim()).Where(p => p.Length > 0)];
    }

    private Uri Address(string text)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https") return url;
        problems.Add($"{at}url is \"{text}\", which is not a web address. Write the address readers use, like https://ledger.example.");
        return Nowhere;
    }

    private string? Country()
    {
        if (Value("country") is not { } text) return null;
        if (text.Length == 2 && text.All(char.IsAsciiLetter)) return text.ToUpperInvariant();
        problems.Add($"{at}country is \"{text}\", which is no country's code. Write two letters, like CA.");
        return null;
    }

    private TimeZoneInfo Zone(string name)
    {
        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)) return zone;
        problems.Add($"{at}timeZone is \"{name}\", which this machine does not know. Use an IANA name like America/Toronto.");
        return TimeZoneInfo.Utc;
    }

    private string[] Tongues(string text)
    {
        var languages = text.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries);
        foreach (var language in languages.Where(l => News.Language.From(l) is null))
            problems.Add($"{at}languages has \"{language}\", which is not a language tag. Write them like: en fr.");
        if (languages.Length == 0) problems.Add($"{at}languages is empty. Name at least one, like: en.");
        return languages.Length == 0 ? ["en"] : languages;
    }

    private List<SiteSection> Sections(string language)
    {
        var sections = new List<SiteSection>();
        foreach (var entry in configuration.GetSection(at + "sections").GetChildren())
        {
            var names = entry.GetSection("name") switch
            {
                { Value: { Length: > 0 } one } => new Dictionary<string, string> { [News.Language.From(language)?.Primary ?? "en"] = one },
                var many => many.GetChildren().Where(n => !string.IsNullOrWhiteSpace(n.Value)).ToDictionary(n => n.Key.ToLowerInvariant(), n => n.Value!), // the environment has them in capitals
            };
            var read = SiteSection.Read(entry["slug"] ?? "", names, entry["filter"] ?? "");
            if (read.IsDone) read = read.Value.Known(before: List($"sections:{entry.Key}:former"));
            if (!read.IsDone) problems.Add($"{at}sections:{entry.Key}: {read.Refusal.Message}");
            else if (sections.Any(s => s.Slug == read.Value.Slug)) problems.Add($"{at}sections has \"{read.Value.Slug}\" twice. Give each section a slug of its own.");
            else sections.Add(read.Value);
        }
        foreach (var (section, word) in sections.SelectMany(s => s.Former.Select(f => (s, f))))
            if (sections.Any(s => s.Slug == word || s != section && s.Former.Contains(word))) problems.Add($"{at}sections has \"{word}\" as a former word of \"{section.Slug}\", and another section has it too. An address leads to one place.");
        return sections;
    }

    private NewsFilter? Filter(string name)
    {
        if (Value(name) is not { } text) return null;
        var read = NewsFilter.Parse(text, Vocabularies.ForFilters);
        if (!read.IsDone) problems.Add($"{at}{name}: {read.Refusal.Message}");
        return read.IsDone ? read.Value : null;
    }

    private int? Limit()
    {
        if (Value("wire:mostADay") is not { } text) return null;
        if (int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var most)) return most;
        problems.Add($"{at}wire:mostADay is \"{text}\", which is not a number of stories. Write it like 40.");
        return null;
    }

    private int MostRead()
    {
        if (Value("mostRead") is not { } text) return 5;
        if (int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var most) && most <= 10) return most;
        problems.Add($"{at}mostRead is \"{text}\", which is not a number of stories from 0 to 10. Write it like 5; 0 counts nothing.");
        return 5;
    }

    private Uri? Hub()
    {
        if (Value("hub") is not { } text) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var hub) && hub.Scheme is "https" or "http") return hub;
        problems.Add($"{at}hub is \"{text}\", which is not a web address. Write the address of a WebSub hub, like https://hub.example/.");
        return null;
    }

    private SiteTheme Theme()
    {
        var read = SiteTheme.Read(new()
        {
            Accent = Value("theme:accent"),
            AccentDark = Value("theme:accentDark"),
            Paper = Value("theme:paper"),
            Headlines = Value("theme:headlines"),
            Letters = Value("theme:letters"),
            Size = Value("theme:size"),
            Width = Value("theme:width"),
            Corners = Value("theme:corners"),
            Masthead = Value("theme:masthead"),
            Layout = Value("theme:layout"),
            MostRead = Value("theme:mostRead"),
            House = Value("theme:house"),
        });
        if (read.IsDone) return read.Value;
        problems.Add($"{at}theme:{read.Refusal.Field}: {read.Refusal.Message}");
        return SiteTheme.Plain;
    }

    private SiteLogo? Logo()
    {
        if (Value("logo") is not { } file) return null;
        if (!File.Exists(file))
        {
            problems.Add($"{at}logo names {file}, which does not exist or can't be read. Name an SVG, PNG, WebP or JPEG file.");
            return null;
        }
        var read = SiteLogo.Read(File.ReadAllBytes(file));
        if (!read.IsDone) problems.Add($"{at}logo names {file}. {read.Refusal.Message}");
        return read.IsDone ? read.Value : null;
    }

    private AiRights Rights(string? text)
    {
        switch (text)
        {
            case null or "no-training": return AiRights.NoTraining;
            case "no-use": return AiRights.NoUse;
            case "open": return AiRights.Open;
            default:
                problems.Add($"{at}aiRights is \"{text}\", which is none of its values. Write no-training, no-use or open.");
                return AiRights.NoTraining;
        }
    }

    private string? Folder(string name)
    {
        var folder = Value(name);
        if (folder is not null && !Directory.Exists(folder)) problems.Add($"{at}{name} names {folder}, which is not a folder that is there. Make it, or leave {at}{name} away.");
        return folder is not null && Directory.Exists(folder) ? folder : null;
    }

    private static string? Shared(List<SiteOptions> others, SiteOptions site) =>
        (ReferenceEquals(site.BaseUrl, Nowhere) ? site.Hosts : site.Hosts.Append(site.BaseUrl.Host)).FirstOrDefault(h => others.SelectMany(o => o.Hosts.Append(o.BaseUrl.Host)).Contains(h, StringComparer.OrdinalIgnoreCase));

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
