using Dateline.Delivery.Portal;
using Dateline.Store;
using Microsoft.AspNetCore.Mvc;

namespace Dateline.Delivery.Pages;

/// <summary>The second step of signing in: the code of the generator.</summary>
internal sealed class PortalCodeModel(NewsStore store, PortalHouse house, PortalDoor door) : PortalPage(store, house)
{
    internal override string Title => Words["code-title"];

    /// <summary>Where to go afterwards.</summary>
    internal string To { get; private set; } = PortalModule.Root;

    public IActionResult OnGet(string? to)
    {
        To = Within(to);
        return PortalSession.StepOf(Request) is null ? LocalRedirect(PortalModule.Root + "/enter") : Page();
    }

    public async Task<IActionResult> OnPostAsync(string? code, string? to)
    {
        To = Within(to);
        if (PortalSession.StepOf(Request) is not { } pass) return Again(403, "enter-over");
        if (string.IsNullOrWhiteSpace(code)) Wrong("code", "needed");
        if (IsWrong) return Again(422);
        return Entered(await door.Code(pass, code!, HttpContext.Connection.RemoteIpAddress, Request.Headers.UserAgent.ToString()).ConfigureAwait(false), To);
    }
}
