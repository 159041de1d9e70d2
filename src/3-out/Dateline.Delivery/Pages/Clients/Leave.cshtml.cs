using Dateline.Delivery.Portal;
using Dateline.Store;
using Dateline.Store.Keeping;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dateline.Delivery.Pages;

/// <summary>The way out.</summary>
internal sealed class PortalLeaveModel(NewsStore store) : PageModel
{
    public IActionResult OnGet() => LocalRedirect(PortalModule.Root);

    public async Task<IActionResult> OnPostAsync()
    {
        if (PortalSession.TokenOf(Request) is { } token) await store.Write(tx => { StaffPasses.End(tx, token); return 0; }).ConfigureAwait(false);
        PortalSession.End(HttpContext);
        return LocalRedirect(PortalModule.Root + "/enter");
    }
}
