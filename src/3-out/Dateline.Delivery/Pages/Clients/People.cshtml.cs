using Dateline.Delivery.Portal;
using Dateline.Store;
using Dateline.Store.Deliveries;
using Dateline.Store.Keeping;
using Dateline.Store.SignIn;
using Dateline.Store.Writing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Dateline.Delivery.Pages;

/// <summary>Colleagues: invited by a link, and ended. For who administers the client's people; never more than their own client's.</summary>
internal sealed class PortalPeopleModel(NewsStore store, PortalHouse house) : PortalPage(store, house)
{
    internal override string Title => Words["people"];

    internal override string Place => "people";

    /// <summary>All of them.</summary>
    internal IReadOnlyList<Person> Everyone { get; private set; } = [];

    /// <summary>The link of an invitation just made: the only time it is seen.</summary>
    internal string? Invitation { get; private set; }

    /// <summary>Whom it invites.</summary>
    internal string? Invited { get; private set; }

    /// <summary>The name that was typed.</summary>
    internal string? Name { get; private set; }

    /// <summary>The address that was typed.</summary>
    internal string? Login { get; private set; }

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (!Role.MayInvite) context.Result = new StatusCodeResult(403);
    }

    public void OnGet() => Load();

    public async Task<IActionResult> OnPostAsync(string? name, string? login, string? role)
    {
        (Name, Login) = (name, login);
        if (PersonForm.WhyNotName(name) is { } badName) Wrong("name", badName);
        if (PersonForm.WhyNotMail(login) is { } badLogin) Wrong("login", badLogin);
        if (!IsWrong)
        {
            var code = (ClientRole.Named(role) ?? ClientRole.All[0]).Code;
            var token = await Store.Write(tx => People.Create(tx, login!, name!, code, Me.Pseudonym, Client.Id) is { } person ? ClientPeople.Invite(tx, person, Me.Pseudonym) : null).ConfigureAwait(false);
            if (token is null) Wrong("login", "login-taken");
            else
            {
                Offer(name!, token);
                (Name, Login) = (null, null);
            }
        }
        Load();
        return IsWrong ? Again(422) : Page();
    }

    public async Task<IActionResult> OnPostLinkAsync(Guid id)
    {
        var made = await OnColleague(id, (tx, person) => (person.Name, Token: ClientPeople.Invite(tx, person, Me.Pseudonym))).ConfigureAwait(false);
        if (made.Token is not null) Offer(made.Name, made.Token);
        Load();
        return Page();
    }

    public Task<IActionResult> OnPostEndAsync(Guid id) => Change(id, People.End);

    public Task<IActionResult> OnPostReturnAsync(Guid id) => Change(id, People.Return);

    private async Task<IActionResult> Change(Guid id, Action<StoreTransaction, Person, string> change)
    {
        await OnColleague(id, (tx, person) => { change(tx, person, Me.Pseudonym); return 0; }).ConfigureAwait(false);
        return LocalRedirect(PortalModule.Root + "/people");
    }

    /// <summary>Nobody changes themselves here, and nobody another client's people.</summary>
    private Task<T?> OnColleague<T>(Guid id, Func<StoreTransaction, Person, T> change) =>
        Store.Write(tx => People.Find(tx.Db, id) is { } person && person.Client == Client.Id && person.Id != Me.Id ? change(tx, person) : default);

    private void Offer(string name, string token) => (Invited, Invitation) = (name, $"{Request.Scheme}://{Request.Host}{ClientPeople.PathOf(token)}");

    private void Load() => Everyone = Store.Read(db => People.OfClient(db, Client.Id));
}
