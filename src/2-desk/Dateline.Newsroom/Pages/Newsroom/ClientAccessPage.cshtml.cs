using Dateline.Newsroom.Api;
using Dateline.Newsroom.Persons;
using Dateline.Newsroom.Room;
using Dateline.Store;
using Dateline.Store.Deliveries;
using Dateline.Store.Keeping;
using Dateline.Store.SignIn;
using Dateline.Store.Writing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeopleTable = Dateline.Store.Keeping.People;

namespace Dateline.Newsroom.Pages;

/// <summary>How a client comes in: the keys of its programs, which read the wire, and its people, who read in the portal.</summary>
internal sealed class ClientAccessModel(NewsStore store, NewsroomOptions options) : PlacePage(store, options)
{
    internal override string Title => Words["access-title"];

    internal override string Place => "outputs";

    internal override string Right => Scopes.Outputs;

    /// <summary>The client.</summary>
    internal Client Client { get; private set; } = null!;

    /// <summary>Its keys: those that work first, the newest first.</summary>
    internal IReadOnlyList<ClientKey> Keys { get; private set; } = [];

    /// <summary>Its people, by name.</summary>
    internal IReadOnlyList<Person> People { get; private set; } = [];

    /// <summary>Whether another key may be made: two work at once, so that one can take the other's place.</summary>
    internal bool MayMakeKey => Keys.Count(k => k.Revoked is null) < ClientKeys.MostAtWork;

    /// <summary>The key that was just made: the only time it is seen.</summary>
    internal string? Made { get; private set; }

    /// <summary>What the key was to be called.</summary>
    internal string? KeyName { get; private set; }

    /// <summary>What it was to do.</summary>
    internal IReadOnlyCollection<string> KeyScopes { get; private set; } = [.. ClientKeys.Scopes.Keys];

    /// <summary>Who was invited, and the link: the only time it is seen.</summary>
    internal string? Invited { get; private set; }

    /// <inheritdoc cref="Invited"/>
    internal string? Invitation { get; private set; }

    /// <summary>The invitation as it was typed.</summary>
    internal (string? Name, string? Mail, string? Role) Typed { get; private set; }

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        base.OnPageHandlerExecuting(context);
        if (context.Result is null && !Load((string?)context.RouteData.Values["code"] ?? "")) context.Result = NotFound();
    }

    public void OnGet() { }

    public async Task<IActionResult> OnPostKeyAsync(string? name, string[]? scopes, string? password)
    {
        (KeyName, KeyScopes) = (name, scopes ?? []);
        if (string.IsNullOrWhiteSpace(name)) Wrong("name", "needed");
        else if (name.Length > 120 || name.Any(char.IsControl)) Wrong("name", "name-bad");
        if (KeyScopes.Count == 0 || KeyScopes.Any(s => !ClientKeys.Scopes.ContainsKey(s))) Wrong("scopes", "rights-needed");
        if (!IsWrong) await Prove(password).ConfigureAwait(false);
        if (IsWrong) return Again(StatusCodes.Status422UnprocessableEntity);
        var made = await Store.Write(tx => ClientKeys.Create(tx, Client, name!.Trim(), KeyScopes, Me)).ConfigureAwait(false);
        Load(Client.Code);
        if (!made.IsDone) return Again(StatusCodes.Status409Conflict, "client-keys-enough");
        (Made, KeyName, KeyScopes) = (made.Value.Secret, null, [.. ClientKeys.Scopes.Keys]);
        return Page();
    }

    public async Task<IActionResult> OnPostRevokeAsync(string? prefix) =>
        await Store.Write(tx => ClientKeys.Revoke(tx, Client.Id, prefix ?? "", Me)).ConfigureAwait(false) ? Back() : Again(StatusCodes.Status409Conflict, "key-gone");

    public async Task<IActionResult> OnPostInviteAsync(string? person, string? mail, string? role)
    {
        Typed = (person, mail, role);
        if (PersonForm.WhyNotName(person) is { } badName) Wrong("person", badName);
        if (PersonForm.WhyNotMail(mail) is { } badMail) Wrong("mail", badMail);
        if (ClientRole.Named(role) is not { } known) return Again(StatusCodes.Status422UnprocessableEntity, "form-wrong");
        if (IsWrong) return Again(StatusCodes.Status422UnprocessableEntity);
        var token = await Store.Write(tx => PeopleTable.Create(tx, mail!, person!, known.Code, Me, Client.Id) is { } made ? ClientPeople.Invite(tx, made, Me) : null).ConfigureAwait(false);
        if (token is null)
        {
            Wrong("mail", "login-taken");
            return Again(StatusCodes.Status422UnprocessableEntity);
        }
        Typed = default;
        return Offered(person!, token);
    }

    public async Task<IActionResult> OnPostLinkAsync(Guid id)
    {
        var made = await Store.Write(tx => Theirs(tx, id) is { } person ? (person.Name, Token: ClientPeople.Invite(tx, person, Me)) : default).ConfigureAwait(false);
        return made.Token is null ? NotFound() : Offered(made.Name, made.Token);
    }

    public Task<IActionResult> OnPostRoleAsync(Guid id, string? role) => Change(id, (tx, person) =>
    {
        if (ClientRole.Named(role) is { } known) PeopleTable.SetRole(tx, person, known.Code, Me);
    });

    public Task<IActionResult> OnPostEndAsync(Guid id) => Change(id, (tx, person) => PeopleTable.End(tx, person, Me));

    public Task<IActionResult> OnPostReturnAsync(Guid id) => Change(id, (tx, person) => PeopleTable.Return(tx, person, Me));

    private async Task<IActionResult> Change(Guid id, Action<StoreTransaction, Person> change) => await Store.Write(tx =>
    {
        if (Theirs(tx, id) is not { } person) return false;
        change(tx, person);
        return true;
    }).ConfigureAwait(false) ? Back() : NotFound();

    private Person? Theirs(StoreTransaction tx, Guid id) => PeopleTable.Find(tx.Db, id) is { } person && person.Client == Client.Id ? person : null;

    private PageResult Offered(string name, string token)
    {
        (Invited, Invitation) = (name, $"{Request.Scheme}://{Request.Host}{ClientPeople.PathOf(token)}");
        Load(Client.Code);
        return Page();
    }

    private LocalRedirectResult Back() => LocalRedirect($"/newsroom/outputs/clients/{Client.Code}/access?done=1");

    private bool Load(string code)
    {
        var (client, keys, people) = Store.Read(db => Clients.Find(db, code) is { } found ? (found, ClientKeys.OfClient(db, found.Id), PeopleTable.OfClient(db, found.Id)) : default);
        if (client is null) return false;
        (Client, Keys, People) = (client, [.. keys.OrderBy(k => k.Revoked is not null)], people);
        return true;
    }
}
