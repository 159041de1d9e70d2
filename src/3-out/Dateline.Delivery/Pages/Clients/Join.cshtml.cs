using Dateline.Delivery.Portal;
using Dateline.Store;
using Dateline.Store.Keeping;
using Dateline.Store.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace Dateline.Delivery.Pages;

/// <summary>An invitation: its person sets a password and is in. Opening the link alone changes nothing.</summary>
internal sealed class PortalJoinModel(NewsStore store, PortalHouse house, PortalDoor door) : PortalPage(store, house)
{
    internal override string Title => Words["join-button"];

    /// <summary>The link's token.</summary>
    internal string? Token { get; private set; }

    /// <summary>Whom it invites; null: it is not good.</summary>
    internal Person? Person { get; private set; }

    public void OnGet(string? token)
    {
        (Token, Person) = (token, door.Invited(token));
        if (Person is null) Response.StatusCode = 403;
    }

    public async Task<IActionResult> OnPostAsync(string? token, string? password)
    {
        (Token, Person) = (token, door.Invited(token));
        if (Person is not { } person) return Again(403);
        if (!PortalSession.MayBegin(HttpContext)) return Again(403, "enter-plain");
        if (Passwords.WhyNot(password, person.Login, person.Name) is { } why) Wrong("password", why);
        if (IsWrong) return Again(422);
        return Entered(await door.Join(token!, person, password!, Request.Headers.UserAgent.ToString()).ConfigureAwait(false), PortalModule.Root);
    }
}
