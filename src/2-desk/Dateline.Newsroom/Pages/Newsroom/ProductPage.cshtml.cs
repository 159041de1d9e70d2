using Dateline.Formats.Subjects;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Outputs;
using Dateline.Newsroom.Room;
using Dateline.Newsroom.Staff;
using Dateline.Store;
using Dateline.Store.Deliveries;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Dateline.Newsroom.Pages;

/// <summary>A product: a filter in words, and what it would have held in the last seven days.</summary>
internal sealed class ProductModel(NewsStore store, NewsroomOptions options) : PlacePage(store, options)
{
    private const int LongestFilter = 4000;
    private const string New = "new";

    internal override string Title => Product?.Name ?? Words["product-new"];

    internal override string Place => "outputs";

    internal override string Right => Scopes.Outputs;

    /// <summary>The product as it is kept; null: a new one.</summary>
    internal Product? Product { get; private set; }

    /// <summary>What was typed.</summary>
    internal (string? Code, string? Name, string? Filter) Typed { get; private set; }

    /// <summary>What the filter would have held; null: it can't be meant, or there is none yet.</summary>
    internal ProductSample? Sample { get; private set; }

    /// <summary>What is wrong with the filter, with its place in it.</summary>
    internal Why? FilterWrong { get; private set; }

    /// <summary>The clients that have it.</summary>
    internal IReadOnlyList<Client> Holders { get; private set; } = [];

    public IActionResult OnGet([FromRoute] string code)
    {
        Load(code);
        if (Product is null && code != New) return NotFound();
        Typed = (Product?.Code, Product?.Name, Product?.Filter);
        Try();
        return Page();
    }

    public IActionResult OnPostLook([FromRoute] string code, string? name, string? filter, string? newCode)
    {
        Load(code);
        Typed = (newCode, name, filter);
        Try();
        return FilterWrong is null ? Page() : Again(StatusCodes.Status422UnprocessableEntity);
    }

    public async Task<IActionResult> OnPostAsync([FromRoute] string code, string? name, string? filter, string? newCode)
    {
        Load(code);
        if (Product is null && code != New) return NotFound();
        Typed = (newCode, name, filter);
        var wanted = Product?.Code ?? newCode?.Trim() ?? "";
        if (!OutputCodes.Is(wanted) || wanted == New) Wrong("newCode", "code-bad");
        if (string.IsNullOrWhiteSpace(name)) Wrong("name", "needed");
        else if (name.Length > 120 || name.Any(char.IsControl)) Wrong("name", "name-bad");
        Try();
        if (IsWrong || FilterWrong is not null) return Again(StatusCodes.Status422UnprocessableEntity);
        var saved = await Store.Write(tx => Product is null && Clients.Products(tx.Db).Exists(p => p.Code == wanted) ? new Refusal("taken", "", "code") : Clients.Save(tx, new Product(wanted, name!.Trim(), filter!), Me, Vocabularies.ForFilters)).ConfigureAwait(false);
        if (saved.IsDone) return LocalRedirect($"/newsroom/outputs/products/{wanted}?done=1");
        Wrong("newCode", "code-taken");
        return Again(StatusCodes.Status422UnprocessableEntity);
    }

    private void Try()
    {
        if (string.IsNullOrWhiteSpace(Typed.Filter))
        {
            FilterWrong = Request.Method == HttpMethods.Post ? new(Words["needed"], null, null) : null;
            return;
        }
        var filter = NewsFilter.Parse(Typed.Filter.Length > LongestFilter ? Typed.Filter[..(LongestFilter + 1)] : Typed.Filter, Vocabularies.ForFilters);
        if (filter.IsDone) Sample = Store.Read(db => ProductSample.Take(db, filter.Value, Now));
        else FilterWrong = Words.Why(filter.Refusal);
    }

    private void Load(string code) => (Product, Holders) = Store.Read(db => (Clients.Products(db).Find(p => p.Code == code), Clients.All(db).Where(c => c.Products.Contains(code)).ToList()));
}
