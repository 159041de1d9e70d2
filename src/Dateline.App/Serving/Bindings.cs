using Dateline.Delivery;
using Dateline.Ingest;
using Dateline.News;
using Dateline.Newsroom;
using Dateline.Site;
using Dateline.Store.Database;
using Dateline.Store.Deliveries;
using Dateline.Store.Fronts;
using Dateline.Store.Sites;
using Dateline.Store.Stories;
using Dateline.Store.Writing;
using Microsoft.AspNetCore.DataProtection;

namespace Dateline.App.Serving;

/// <summary>What the desk asks of the intake: trying again what lies in the quarantine.</summary>
internal sealed class QuarantineRetry(Intake intake) : IQuarantineRetry
{
    public async Task<Outcome<QuarantineRetried>> TryAgain(Guid id, string by, CancellationToken stop)
    {
        var again = await intake.TryAgain(id, by);
        if (!again.IsDone) return again.Refusal;
        var last = again.Value[^1];
        return last.Outcome == Outcomes.Quarantined
            ? new Refusal(last.Code ?? last.Outcome, $"It still can't be taken in. {last.Message} It stays in the quarantine.")
            : new QuarantineRetried(last.Outcome, last.Story);
    }
}

/// <summary>What the desk asks of the intake: its routes.</summary>
internal sealed class RouteBook : IRouteBook
{
    public string Read(Db db) => Routes.Write(Routes.List(db));

    public Outcome<string> InWords(string routes)
    {
        var read = Routes.Read(routes);
        return read.IsDone ? Routes.Write(Routes.InWords(read.Value)) : read.Refusal;
    }

    public Refusal? Replace(StoreTransaction tx, string routes, string by)
    {
        var read = Routes.Read(routes);
        return read.IsDone ? Routes.Replace(tx, read.Value, by).Refusal : read.Refusal;
    }

    public Outcome<IReadOnlyList<RouteTried>> Try(Db db, string routes, Instant since, int most)
    {
        var read = Routes.Read(routes);
        if (!read.IsDone) return read.Refusal;
        return RouteTrials.Run(db, read.Value, since, most).Select(t => new RouteTried(t.Item, t.Source, Of(t.Now), Of(t.Then))).ToList();
    }

    private static RouteEnd Of(RoutedTo to) => new(to.Desk, to.Stage, to.Sender);
}

/// <summary>What the intake asks of the deliveries: which addresses may be dialled, by the same guard and the same setting.</summary>
/// <param name="allowed">Networks that are not public and may be dialled all the same.</param>
internal sealed class WayOut(IReadOnlyList<System.Net.IPNetwork> allowed) : IWayOut
{
    public Task<Outcome<IReadOnlyList<System.Net.IPAddress>>> AddressesOf(string host, CancellationToken stop) => Outbound.AddressesOf(allowed, host, stop);
}

/// <summary>What the desk asks of the intake: whether a source's settings can be meant.</summary>
internal sealed class SourceCheck : ISourceSettings
{
    public Refusal? WhyNot(string settings, string? before) => SourceSettings.WhyNot(settings, before);
}

/// <summary>What the desk asks of the sites: how a front will be.</summary>
internal sealed class FrontPreview(SitePreview preview) : ISitePreview
{
    public SitePreviewed? Front(string site, string place, Instant at, FrontPlan? plan, bool seesHidden) =>
        preview.Front(site, place, at, plan, seesHidden) is { } page ? new(page.Html, page.ContentSecurity) : null;
}

/// <summary>What the desk asks of the sites: whether a theme can be read, and how it would look.</summary>
internal sealed class SiteThemeDesk(SitePreview preview) : ISiteThemes
{
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Words => SiteTheme.Words;

    public ThemeChoice? OfSettings(string site) => preview.ThemeOfSettings(site)?.Choice;

    public Refusal? WhyNot(ThemeChoice theme) => SiteTheme.Read(theme) is { IsDone: false, Refusal: var refusal } ? refusal : null;

    public Refusal? WhyNotLogo(string site, string file) => preview.WhyNotLogo(site, file);

    public IReadOnlyList<SiteContrast> Contrasts(ThemeChoice theme) => [.. SiteTheme.Contrasts(theme).Select(c => new SiteContrast(c.Field, c.Pair, c.Ratio, c.IsReadable))];

    public SitePreviewed? Show(string site, string language, bool isStory, ThemeChoice theme, bool dark) =>
        SiteTheme.Read(theme) is { IsDone: true, Value: var read } && preview.Try(site, language, isStory, read, dark) is { } page ? new(page.Html, page.ContentSecurity) : null;
}

/// <summary>What the desk asks of the sites: whether sections can be put in force.</summary>
internal sealed class SectionDesk(SitePreview preview) : ISectionCheck
{
    public IReadOnlyList<SectionWrong> WrongWith(string site, IReadOnlyList<SectionChoice> sections) => [.. preview.FaultsOf(site, sections).Select(f => new SectionWrong(f.At, f.Field, f.Code, f.Message))];
}

/// <summary>What the desk asks of the deliveries: whether a destination can be meant, its secret, a test, and who would get a story.</summary>
internal sealed class Outputs(DestinationCheck check, IDataProtectionProvider protection) : IOutputs
{
    public IReadOnlyList<string> Channels => check.Channels;

    public IReadOnlyList<ChannelOption> OptionsOf(string channel) => check.OptionsOf(channel);

    public Refusal? WhyNot(string channel, string format, string options, string? secret) => check.WhyNot(channel, format, options, secret);

    public string? NewSecret(string channel) => check.NewSecret(channel);

    public string Protect(string secret) => protection.CreateProtector(Destination.SecretPurpose).Protect(secret);

    public IReadOnlyList<Receiver> WhoGets(Db db, Story story, ReleaseAction action, Embargo usableFrom, Instant now) =>
        [.. DestinationCheck.WhoGets(db, story, action, usableFrom, now).Select(r => new Receiver(r.Client, r.Destination, r.AtOnce) { IsPaused = r.IsPaused, Opens = r.Opens })];

    public Task<(AttemptResult Result, string Sent)> Try(Destination destination, CancellationToken stop) => check.Try(destination, stop);
}
