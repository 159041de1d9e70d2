using Dateline.Newsroom.Persons;
using Dateline.Newsroom.Room;
using Dateline.Newsroom.Staff;
using Dateline.Store;
using Dateline.Store.Keeping;
using Dateline.Store.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Dateline.Newsroom.Pages;

/// <summary>The first person makes themselves known, by the link that the server printed: an administrator, who invites the others.</summary>
internal sealed class SetUpModel(NewsStore store, NewsroomOptions options, Door door) : RoomPage(store, options)
{
    internal override string Title => Words["setup-title"];

    /// <summary>The link's token.</summary>
    internal string? Token { get; private set; }

    /// <summary>Whether the link is good.</summary>
    internal bool IsGood { get; private set; }

    /// <summary>The name that was typed.</summary>
    internal string? Name { get; private set; }

    /// <summary>The sign-in name that was typed.</summary>
    internal string? Login { get; private set; }

    public void OnGet(string? token)
    {
        Load(token);
        if (!IsGood) Response.StatusCode = StatusCodes.Status403Forbidden;
    }

    public async Task<IActionResult> OnPostAsync(string? token, string? name, string? login, string? password)
    {
        Load(token);
        (Name, Login) = (name, login);
        if (!IsGood) return Again(StatusCodes.Status403Forbidden);
        if (!StaffSession.MayBegin(HttpContext)) return Again(StatusCodes.Status403Forbidden, "enter-plain");
        if (PersonForm.WhyNotName(name) is { } badName) Wrong("name", badName);
        if (PersonForm.WhyNotLogin(login) is { } badLogin) Wrong("login", badLogin);
        if (Passwords.WhyNot(password, login ?? "", name ?? "") is { } badPassword) Wrong("password", badPassword);
        if (IsWrong) return Again(StatusCodes.Status422UnprocessableEntity);
        var hash = Passwords.Hash(password!);
        var agent = Request.Headers.UserAgent.ToString();
        var entry = await Store.Write(tx =>
        {
            if (!StaffPasses.Use(tx, token!, PassKind.SetUp) || People.Any(tx.Db)) return Entry.Refused("setup-none");
            var person = People.Create(tx, login!, name!, Role.Admin, "operator")!;
            People.SetPassword(tx, person, hash, person.Pseudonym);
            return door.Opened(tx, person, agent);
        }).ConfigureAwait(false);
        if (entry.Session is not { } session) return Again(StatusCodes.Status403Forbidden, entry.Trouble);
        StaffSession.Begin(HttpContext, session);
        return LocalRedirect("/newsroom");
    }

    private void Load(string? token)
    {
        Token = token;
        IsGood = !string.IsNullOrEmpty(token) && Store.Read(db => StaffPasses.IsGood(db, token, PassKind.SetUp, Now) && !People.Any(db));
    }
}
