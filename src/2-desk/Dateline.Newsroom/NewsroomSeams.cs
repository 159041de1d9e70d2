using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Deliveries;
using Dateline.Store.Fronts;
using Dateline.Store.Sites;
using Dateline.Store.Intake;
using Dateline.Store.Stories;
using Dateline.Store.Writing;

namespace Dateline.Newsroom;

/// <summary>Takes what lies in the quarantine in again. The intake does it; the composition root binds it.</summary>
public interface IQuarantineRetry
{
    /// <summary>Tries one again: what became of it, or why it still can't be taken in. It may be called twice for the same one.</summary>
    Task<Outcome<QuarantineRetried>> TryAgain(Guid id, string by, CancellationToken stop);
}

/// <summary>What became of something that was tried again.</summary>
/// <param name="Outcome">A stable code ("new-story").</param>
/// <param name="Story">The story it became part of; null: none.</param>
public sealed record QuarantineRetried(string Outcome, Guid? Story);

/// <summary>The ordered rules by which what comes in finds its desk. The intake keeps them and knows their form; the composition root binds it.</summary>
public interface IRouteBook
{
    /// <summary>All routes in order, as a JSON array.</summary>
    string Read(Db db);

    /// <summary>Routes of that form with all their conditions in the words of filters (<c>when</c>), or why they can't be meant.</summary>
    Outcome<string> InWords(string routes);

    /// <summary>Puts a JSON array of routes, of the same form, in place of those there are; or says why not. Null: done.</summary>
    Refusal? Replace(StoreTransaction tx, string routes, string by);

    /// <summary>A dry run: where these routes would have sent the newest arrivals since a moment, at most so many. Nothing is done.</summary>
    Outcome<IReadOnlyList<RouteTried>> Try(Db db, string routes, Instant since, int most);
}

/// <summary>Where routes send an item.</summary>
/// <param name="Desk">The desk.</param>
/// <param name="Stage">The step of its work.</param>
/// <param name="Sender">The route that sends it on at once, by name; null: none does.</param>
public sealed record RouteEnd(string Desk, string Stage, string? Sender);

/// <summary>An item that came in, and where routes would have sent it.</summary>
/// <param name="Item">The item.</param>
/// <param name="Source">Its source's code.</param>
/// <param name="Now">Where the routes in force send it.</param>
/// <param name="Then">Where the routes that are tried would.</param>
public sealed record RouteTried(StoredItem Item, string Source, RouteEnd Now, RouteEnd Then);

/// <summary>Checks a source's settings before they are kept. The intake knows their form; the composition root binds it.</summary>
public interface ISourceSettings
{
    /// <summary>What is wrong with the settings (a JSON object); null: they can be kept.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="before">The settings for which the secret was given that is to stay; null: none stays. It is sent to no other place.</param>
    Refusal? WhyNot(string settings, string? before);
}

/// <summary>A page of a site as it would be: for the newsroom's eyes, in a frame.</summary>
/// <param name="Html">The page, UTF-8.</param>
/// <param name="ContentSecurity">The policy that goes with it.</param>
public sealed record SitePreviewed(ReadOnlyMemory<byte> Html, string ContentSecurity);

/// <summary>Shows fronts as they will be. The sites do it; the composition root binds it.</summary>
public interface ISitePreview
{
    /// <summary>The front of a place ("en", "fr/world") of a site at a moment, arranged as it will be then or as is only tried; null: there is none.</summary>
    /// <param name="site">The site's code.</param>
    /// <param name="place">The place on it.</param>
    /// <param name="at">The moment; one that is over is now.</param>
    /// <param name="plan">An arrangement to try; null: the one that holds then.</param>
    /// <param name="seesHidden">Whether whoever looks may see what readers can't yet.</param>
    SitePreviewed? Front(string site, string place, Instant at, FrontPlan? plan, bool seesHidden);
}

/// <summary>Two colours of a theme that letters are read in.</summary>
/// <param name="Field">The field that decides it.</param>
/// <param name="Pair">Which pair, as a word.</param>
/// <param name="Ratio">Their contrast, 1 to 21.</param>
/// <param name="IsReadable">Whether it is enough.</param>
public sealed record SiteContrast(string Field, string Pair, double Ratio, bool IsReadable);

/// <summary>What a site's theme may be, and how it would look. The sites know; the composition root binds it.</summary>
public interface ISiteThemes
{
    /// <summary>What may be written in each field that is no colour, the usual one first.</summary>
    IReadOnlyDictionary<string, IReadOnlyList<string>> Words { get; }

    /// <summary>What the settings file chooses for a site; null: there is no such site.</summary>
    ThemeChoice? OfSettings(string site);

    /// <summary>Why a theme can't be put in force, with the field; null: it can.</summary>
    Refusal? WhyNot(ThemeChoice theme);

    /// <summary>Why one of a site's files can't be its logo: "logo-picture", "logo-wide", "logo-large", "logo-kind", "logo-shape" or "logo-broken", with a sentence; null: it can.</summary>
    Refusal? WhyNotLogo(string site, string file);

    /// <summary>The contrast of every pair of its colours that letters are read in.</summary>
    IReadOnlyList<SiteContrast> Contrasts(ThemeChoice theme);

    /// <summary>A site's front, or its newest story, in a theme; null: there is nothing to show, or the theme can't be read.</summary>
    SitePreviewed? Show(string site, string language, bool isStory, ThemeChoice theme, bool dark);
}

/// <summary>Why a section can't be put in force.</summary>
/// <param name="At">Which one, from 0.</param>
/// <param name="Field">Which of its fields: "slug", "name", "filter", "former", "leadsTo".</param>
/// <param name="Code">A stable code.</param>
/// <param name="Message">What is wrong, in a sentence.</param>
public sealed record SectionWrong(int At, string Field, string Code, string Message);

/// <summary>Says whether a site's sections can be put in force. The sites know which words and filters there are; the composition root binds it.</summary>
public interface ISectionCheck
{
    /// <summary>Everything that is wrong with them; nothing: they can.</summary>
    IReadOnlyList<SectionWrong> WrongWith(string site, IReadOnlyList<SectionChoice> sections);
}

/// <summary>Somebody who would get a story.</summary>
/// <param name="Client">The client's name.</param>
/// <param name="Destination">The destination's code.</param>
/// <param name="AtOnce">Whether at once; else when its embargo ends.</param>
public sealed record Receiver(string Client, string Destination, bool AtOnce)
{
    /// <summary>Whether it is paused: it goes when that is over.</summary>
    public bool IsPaused { get; init; }

    /// <summary>When the hours begin in which it takes the story; null: they last, or the story does not wait for them.</summary>
    public Instant? Opens { get; init; }

    /// <summary>Whether it goes there the moment it is released.</summary>
    public bool Now => AtOnce && !IsPaused && Opens is null;
}

/// <summary>What the desk asks of the deliveries when a destination is set up, and before a story goes. They know their channels; the composition root binds it.</summary>
public interface IOutputs
{
    /// <summary>The ways by which a destination can be reached, by name.</summary>
    IReadOnlyList<string> Channels { get; }

    /// <summary>What a person is asked for to reach a destination by that way, in the order of a form.</summary>
    IReadOnlyList<ChannelOption> OptionsOf(string channel);

    /// <summary>What is wrong with what a person set; null: it can be kept.</summary>
    /// <param name="channel">By which way.</param>
    /// <param name="format">In which format.</param>
    /// <param name="options">The channel's options, a JSON object.</param>
    /// <param name="secret">The secret in the clear; empty: there is none; null: it keeps the one it has.</param>
    Refusal? WhyNot(string channel, string format, string options, string? secret);

    /// <summary>A new secret for a channel, in the clear; null where none is made for it.</summary>
    string? NewSecret(string channel);

    /// <summary>A secret as it is kept.</summary>
    string Protect(string secret);

    /// <summary>Who would get a story if it were released now with this embargo.</summary>
    IReadOnlyList<Receiver> WhoGets(Db db, Story story, ReleaseAction action, Embargo usableFrom, Instant now);

    /// <summary>Sends a test advisory now, beside the queue: how it ended, and what was sent.</summary>
    Task<(AttemptResult Result, string Sent)> Try(Destination destination, CancellationToken stop);
}
