using Dateline.Newsroom.Api;
using Dateline.Newsroom.Persons;
using Dateline.Newsroom.Room;
using Dateline.Store;
using Dateline.Store.Keeping;
using Dateline.Store.SignIn;
using Dateline.Store.Stories;
using Dateline.Store.Writing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Dateline.Newsroom.Pages;

/// <summary>Who works here: invited by a link, given a role, and ended. For those with the right "people".</summary>
internal sealed class PeopleModel(NewsStore store, NewsroomOptions options) : PlacePage(store, options)
{
    internal override string Title => Words["people-title"];

    internal override string Place => "people";

    internal override string Right => Api.Scopes.People;

    /// <summary>All of them.</summary>
    internal IReadOnlyList<Person> Everyone { get; private set; } = [];

    /// <summary>Roles on desks, by person.</summary>
    internal ILookup<Guid, DeskRole> OnDesks { get; private set; } = Array.Empty<DeskRole>().ToLookup(d => d.Person);

    /// <summary>The sites that people are limited to, by person.</summary>
    internal ILookup<Guid, string> OnSites { get; private set; } = Array.Empty<string>().ToLookup(static _ => Guid.Empty);

    /// <summary>The desks there are.</summary>
    internal IReadOnlyList<string> Desks { get; private set; } = [];

    /// <summary>Whose desk form was wrong, and what was typed into it.</summary>
    internal (Guid Id, string? Desk) TypedDesk { get; private set; }

    /// <summary>The link of an invitation just made: the only time it is seen.</summary>
    internal string? Invitation { get; private set; }

    /// <summary>Whom it invites.</summary>
    internal string? Invited { get; private set; }

    /// <summary>The name that was typed.</summary>
    internal string? Name { get; private set; }

    /// <summary>The sign-in name that was typed.</summary>
    internal string? Login { get; private set; }

    /// <summary>The role that was chosen.</summary>
    internal string? RoleCode { get; private set; }

    public void OnGet() => Load();

    public async Task<IActionResult> OnPostInviteAsync(string? name, string? login, string? role)
    {
        (Name, Login, RoleCode) = (name, login, role);
        if (PersonForm.WhyNotName(name) is { } badName) Wrong("name", badName);
        if (PersonForm.WhyNotLogin(login) is { } badLogin) Wrong("login", badLogin);
        if (Role.Find(role) is null) Wrong("role", "needed");
        if (!IsWrong)
        {
            var token = await Store.Write(tx => People.Create(tx, login!, name!, role!, Me) is { } person ? StaffPasses.Create(tx, PassKind.Invitation, PersonLinks.InvitationLife, person.Id) : null).ConfigureAwait(false);
            if (token is null) Wrong("login", "login-taken");
            else
            {
                Offer(name!, token);
                (Name, Login, RoleCode) = (null, null, null);
            }
        }
        Load();
        return IsWrong ? Again(StatusCodes.Status422UnprocessableEntity) : Page();
    }

    public async Task<IActionResult> OnPostLinkAsync(Guid id)
    {
        var made = await OnOther(id, (tx, person) =>
        {
            tx.Audit(Me, "person-link", person.Pseudonym);
            return (person.Name, Token: StaffPasses.Create(tx, PassKind.Invitation, PersonLinks.InvitationLife, person.Id));
        }).ConfigureAwait(false);
        if (made.Token is not null) Offer(made.Name, made.Token);
        Load();
        return Page();
    }

    public Task<IActionResult> OnPostRoleAsync(Guid id, string? role) => Change(id, (tx, person) =>
    {
        if (Role.Find(role) is not null) People.SetRole(tx, person, role!, Me);
    });

    /// <summary>Gives a person a role on a desk, or takes it away where none is chosen.</summary>
    public async Task<IActionResult> OnPostDeskAsync(Guid id, string? desk, string? deskRole)
    {
        var code = desk?.Trim().ToLowerInvariant();
        if (code is null || !BodyReader.IsSlug(code))
        {
            TypedDesk = (id, desk);
            Wrong("desk", "desk-bad");
            Load();
            return Again(StatusCodes.Status422UnprocessableEntity);
        }
        return await Change(id, (tx, person) => DeskRoles.Set(tx, person, code, Role.OfDesks.FirstOrDefault(r => r.Code == deskRole)?.Code, Me)).ConfigureAwait(false);
    }

    /// <summary>Limits a person to the sites that are ticked; where none or all are, they are of every site.</summary>
    public Task<IActionResult> OnPostSitesAsync(Guid id, string[]? site)
    {
        var chosen = Options.Sites.Select(s => s.Code).Where((site ?? []).Contains).ToList();
        return Change(id, (tx, person) => PersonSites.Set(tx, person, chosen.Count == Options.Sites.Count ? [] : chosen, Me));
    }

    public Task<IActionResult> OnPostEndAsync(Guid id) => Change(id, (tx, person) => People.End(tx, person, Me));

    public Task<IActionResult> OnPostReturnAsync(Guid id) => Change(id, (tx, person) => People.Return(tx, person, Me));

    private async Task<IActionResult> Change(Guid id, Action<StoreTransaction, Person> change)
    {
        await OnOther(id, (tx, person) => { change(tx, person); return 0; }).ConfigureAwait(false);
        return LocalRedirect("/newsroom/people");
    }

    /// <summary>Nobody changes themselves here: the last administrator would lock the door from outside.</summary>
    private Task<T?> OnOther<T>(Guid id, Func<StoreTransaction, Person, T> change) =>
        Store.Write(tx => People.Find(tx.Db, id) is { } person && person.Pseudonym != Me ? change(tx, person) : default);

    private void Offer(string name, string token) => (Invited, Invitation) = (name, $"{Request.Scheme}://{Request.Host}{PersonLinks.PathOf("join", token)}");

    private void Load() => Store.Read(db =>
    {
        (Everyone, OnDesks, OnSites) = (People.All(db), DeskRoles.All(db).ToLookup(d => d.Person), PersonSites.All(db));
        Desks = [.. StoryList.Desks(db).Select(d => d.Desk).Concat(OnDesks.SelectMany(d => d).Select(d => d.Desk)).Distinct().Order(StringComparer.Ordinal)];
        return true;
    });
}
