using Dateline.News;
using Dateline.Store;
using Dateline.Store.Deliveries;
using Dateline.Store.Keeping;
using Dateline.Store.SignIn;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dateline.Delivery.Portal;

/// <summary>What every page of the portal knows: whose it is, who looks at it, what they may do, and what was wrong with the form they sent.</summary>
internal abstract class PortalPage(NewsStore store, PortalHouse house) : PageModel
{
    private readonly Dictionary<string, string> _wrong = new(StringComparer.Ordinal);
    private PortalWords? _words;
    private Client? _client;

    /// <summary>The store.</summary>
    protected NewsStore Store => store;

    /// <summary>The agency.</summary>
    internal PortalHouse House => house;

    /// <summary>The page's words.</summary>
    internal PortalWords Words => _words ??= PortalWords.For(Request, Someone, house.Options);

    /// <summary>The moment it shows.</summary>
    internal Instant Now { get; } = store.Clock.Now();

    /// <summary>What stands in the window's title.</summary>
    internal abstract string Title { get; }

    /// <summary>Which entry of the menu it is.</summary>
    internal virtual string Place => "";

    /// <summary>Whether it keeps itself up to date.</summary>
    internal virtual bool IsLive => false;

    /// <summary>Who looks at it; null at the door.</summary>
    internal Person? Someone => HttpContext.Items[typeof(Person)] as Person;

    /// <summary>Who looks at it.</summary>
    internal Person Me => Someone!;

    /// <summary>What they may do.</summary>
    internal ClientRole Role => ClientRole.Find(Me.Role)!;

    /// <summary>Their client.</summary>
    internal Client Client => _client ??= store.Read(db => Clients.Find(db, Me.Client!.Value))!;

    /// <summary>Where what their client reads lies ready; null: nothing does.</summary>
    protected Destination? Destination => store.Read(db => PullDeliveries.DestinationOf(db, Me.Client!.Value, Dateline.Store.Deliveries.Destination.PortalChannel));

    /// <summary>Their initials.</summary>
    internal string Initials => Me.Name.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } parts ? string.Concat(parts[0][..1], parts.Length > 1 ? parts[^1][..1] : "").ToUpperInvariant() : "?";

    /// <summary>Withdrawals that nobody at the client has read yet.</summary>
    internal IReadOnlyList<PortalEntry> Unread { get; private protected set; } = [];

    /// <summary>What is wrong with the form as a whole, as the name of the words that say it.</summary>
    internal string? Trouble { get; private set; }

    /// <summary>What was done, as the name of the words that say it.</summary>
    internal string? Done { get; private protected set; }

    /// <summary>Whether anything is wrong.</summary>
    internal bool IsWrong => _wrong.Count > 0 || Trouble is not null;

    /// <summary>Notes what is wrong with a field.</summary>
    protected void Wrong(string field, string words) => _wrong.TryAdd(field, words);

    /// <summary>A field of a form as it was typed, with what is wrong with it.</summary>
    internal PortalField Field(string name, string? value = null, string type = "text", string? autocomplete = null, string? hint = null) =>
        new(name, Words["field-" + name], value, type, autocomplete, hint is null ? null : Words[hint], _wrong.TryGetValue(name, out var wrong) ? Words[wrong] : null);

    /// <summary>Shows the form again, with what was typed.</summary>
    protected PageResult Again(int status, string? trouble = null)
    {
        Trouble = trouble;
        Response.StatusCode = status;
        return Page();
    }

    /// <summary>The same "not found" for whatever is not theirs as for what there is not.</summary>
    protected PageResult Missing()
    {
        Response.StatusCode = 404;
        return Page();
    }

    /// <summary>Goes in, or to the second step, or shows the door again.</summary>
    private protected IActionResult Entered(Entry entry, string to)
    {
        if (entry.SecondStep is { } pass)
        {
            PortalSession.BeginStep(HttpContext, pass);
            return LocalRedirect(PortalModule.Root + "/code?to=" + Uri.EscapeDataString(to));
        }
        if (entry.Session is not { } session) return Again(entry.Trouble == "enter-wait" ? 429 : 403, entry.Trouble);
        PortalSession.Begin(HttpContext, session);
        return LocalRedirect(to);
    }

    /// <summary>Only addresses of the portal: nobody is sent elsewhere by a link they were given.</summary>
    internal static string Within(string? to) =>
        to is not null && (to == PortalModule.Root || to.StartsWith(PortalModule.Root + "/", StringComparison.Ordinal)) && !to.Contains('\\', StringComparison.Ordinal) && !to.Contains("//", StringComparison.Ordinal) ? to : PortalModule.Root;
}

/// <summary>A field of a form.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Label">What stands over it.</param>
/// <param name="Value">What was typed.</param>
/// <param name="Type">Its kind, as HTML has it.</param>
/// <param name="Autocomplete">What a password manager may fill in.</param>
/// <param name="Hint">What helps to fill it in.</param>
/// <param name="Wrong">What is wrong with it.</param>
internal sealed record PortalField(string Name, string Label, string? Value, string Type, string? Autocomplete, string? Hint, string? Wrong);

/// <summary>A story's text: the only markup that is not the pages' own and still goes out as it is, because <see cref="StoryHtml"/> is always clean.</summary>
internal sealed class CleanText(StoryContent content) : IHtmlContent
{
    public void WriteTo(TextWriter writer, System.Text.Encodings.Web.HtmlEncoder encoder) => writer.Write(content.Body.RenderWithPlaceline(content.Placeline));
}
