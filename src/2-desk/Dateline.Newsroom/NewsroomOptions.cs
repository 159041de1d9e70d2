using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Sites;
using Dateline.Store.Stories;

namespace Dateline.Newsroom;

/// <summary>What the composition root tells the newsroom.</summary>
public sealed record NewsroomOptions
{
    /// <summary>The authentication scheme by which programs come with a key.</summary>
    public string KeyScheme { get; init; } = "ApiKey";

    /// <summary>Who sends what this newsroom writes: stands in every version that is read in a wire format.</summary>
    public Provider Provider { get; init; } = new(null, "Dateline");

    /// <summary>The language of stories that are begun without one; null: they stay without, and so without a public page.</summary>
    public Language? Language { get; init; }

    /// <summary>The public sites, the newsroom's own first.</summary>
    public IReadOnlyList<NewsroomSite> Sites { get; init; } = [];

    /// <summary>How long what is sent from a screen waits so that it can be taken back; zero: it goes at once. Alerts, holds and kills never wait.</summary>
    public TimeSpan UndoWindow { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The path of a story's public page; null where it has none.</summary>
    public Func<Story, string?> PagePath { get; init; } = static story => story.Page is null ? null : "/" + story.Page;

    /// <summary>The house's own sign-in service; null: it has none.</summary>
    public SignInService? SignIn { get; init; }

    /// <summary>The zone in which the staff's pages show times, beside UTC.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;
}

/// <summary>A public site, as the newsroom speaks of it.</summary>
/// <param name="Code">Its code; "main" is the newsroom's own.</param>
/// <param name="Name">Its name.</param>
/// <param name="Sections">Its sections as the settings file has them, in the order of the menu. On a screen others may have been put in force.</param>
public sealed record NewsroomSite(string Code, string Name, IReadOnlyList<SectionChoice> Sections)
{
    private const string Main = "main";

    /// <summary>The languages of its fronts, the first one's at its root.</summary>
    public IReadOnlyList<string> Languages { get; init; } = ["en"];

    /// <summary>Where readers reach it; null: nobody says.</summary>
    public Uri? Address { get; init; }

    /// <summary>Whether it is the newsroom's first.</summary>
    internal bool IsMain => Code == Main;

    /// <summary>Its sections as they hold, those that are switched off among them.</summary>
    internal IReadOnlyList<SectionChoice> AllSections(Db db) => SiteSections.Holding(db, Code)?.Sections ?? Sections;

    /// <summary>Its sections that readers have now, in the order of the menu.</summary>
    internal IReadOnlyList<SectionChoice> SectionsNow(Db db) => [.. AllSections(db).Where(s => !s.IsOff)];
}

/// <summary>A sign-in service that speaks OpenID Connect: people of the newsroom may come in by its word.</summary>
/// <param name="Issuer">Its name and address, exactly as it calls itself.</param>
/// <param name="Client">What it calls this newsroom.</param>
/// <param name="Name">What people call it: stands on the button.</param>
public sealed record SignInService(Uri Issuer, string Client, string Name)
{
    /// <summary>What this newsroom proves itself with; null: nothing, the code alone.</summary>
    public string? Secret { get; init; }

    /// <summary>How it is spoken to: by what keeps us from private networks; null: as the framework does.</summary>
    public HttpMessageHandler? Handler { get; init; }

    /// <summary>Never the secret.</summary>
    public override string ToString() => $"{Name} ({Issuer})";
}
