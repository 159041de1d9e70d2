using Dateline.Newsroom.Persons;
using Dateline.Newsroom.Staff;
using Dateline.Store;
using Dateline.Store.Keeping;
using Microsoft.AspNetCore.Mvc;

namespace Dateline.Newsroom.Pages;

/// <summary>Ends the session, here and in the store.</summary>
internal sealed class LeaveModel(NewsStore store, NewsroomOptions options) : StaffPage(store, options)
{
    internal override string Title => Words["leave"];

    public IActionResult OnGet() => LocalRedirect(Here("/staff"));

    public async Task<IActionResult> OnPostAsync()
    {
        if (StaffSession.TokenOf(Request) is { } token)
            await Store.Write(tx =>
            {
                StaffPasses.End(tx, token);
                return true;
            }).ConfigureAwait(false);
        StaffSession.End(HttpContext);
        return LocalRedirect(Here(User.HasClaim(c => c.Type == PersonClaims.Id) ? "/newsroom/enter" : "/staff/enter"));
    }
}
