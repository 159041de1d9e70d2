using Dateline.Newsroom.Persons;
using Dateline.Newsroom.Room;
using Dateline.Newsroom.Staff;
using Dateline.Store;
using Dateline.Store.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Dateline.Newsroom.Pages;

/// <summary>The second step of signing in: the code of the generator.</summary>
internal sealed class CodeModel(NewsStore store, NewsroomOptions options, Door door) : RoomPage(store, options)
{
    internal override string Title => Words["code-title"];

    /// <summary>Where to go afterwards.</summary>
    internal string To { get; private set; } = "/newsroom";

    public IActionResult OnGet(string? to)
    {
        To = SignInModel.Within(to);
        return TempPass.Get(HttpContext) is null ? LocalRedirect("/newsroom/enter") : Page();
    }

    public async Task<IActionResult> OnPostAsync(string? code, string? to)
    {
        To = SignInModel.Within(to);
        if (TempPass.Get(HttpContext) is not { } pass) return Again(StatusCodes.Status403Forbidden, "enter-over");
        if (string.IsNullOrWhiteSpace(code))
        {
            Wrong("code", "needed");
            return Again(StatusCodes.Status422UnprocessableEntity);
        }
        var entry = await door.Code(pass, code, HttpContext.Connection.RemoteIpAddress, Request.Headers.UserAgent.ToString()).ConfigureAwait(false);
        if (entry.Session is not { } session)
        {
            if (entry.Trouble == "code-wrong") Wrong("code", "code-wrong");
            return Again(entry.Trouble == "enter-wait" ? StatusCodes.Status429TooManyRequests : StatusCodes.Status403Forbidden, entry.Trouble == "code-wrong" ? null : entry.Trouble);
        }
        TempPass.Drop(HttpContext);
        StaffSession.Begin(HttpContext, session);
        return LocalRedirect(To);
    }
}
