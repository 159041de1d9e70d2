using Dateline.Delivery.Portal;
using Dateline.Store;
using Microsoft.AspNetCore.Mvc;

namespace Dateline.Delivery.Pages;

/// <summary>The way in by mail address and password.</summary>
internal sealed class PortalEnterModel(NewsStore store, PortalHouse house, PortalDoor door) : PortalPage(store, house)
{
    internal override string Title => Words["sign-in"];

    /// <summary>The address that was typed.</summary>
    internal string? Login { get; private set; }

    /// <summary>Where to go afterwards, within the portal.</summary>
    internal string To { get; private set; } = PortalModule.Root;

    public void OnGet(string? to) => To = Within(to);

    public async Task<IActionResult> OnPostAsync(string? login, string? password, string? to)
    {
        (Login, To) = (login, Within(to));
        if (!PortalSession.MayBegin(HttpContext)) return Again(403, "enter-plain");
        if (string.IsNullOrWhiteSpace(login)) Wrong("login", "needed");
        if (string.IsNullOrEmpty(password)) Wrong("password", "needed");
        if (IsWrong) return Again(422);
        return Entered(await door.Password(login!, password!, HttpContext.Connection.RemoteIpAddress, Request.Headers.UserAgent.ToString()).ConfigureAwait(false), To);
    }
}
