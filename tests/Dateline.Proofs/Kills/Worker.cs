namespace Dateline.Proofs.Kills;

/// <summary>
/// Someone who works with the server: does one thing after another, remembers what was answered, and asks again what was not.
/// </summary>
internal abstract class Worker(Ledger ledger, Dice dice)
{
    private Deed? _pending;

    protected Ledger Ledger => ledger;

    protected Dice Dice => dice;

    /// <summary>How long a page may take to follow a release, where it is read on another node than the release was made on.</summary>
    internal TimeSpan Lag { get; init; }

    /// <summary>Since when the server that is asked has been up.</summary>
    internal DateTimeOffset Up { get; set; }

    /// <summary>What to do next; null: nothing just now.</summary>
    protected abstract Deed? Next();

    /// <summary>Looks at something that was promised.</summary>
    internal abstract Deed? Check();

    /// <summary>Works until the server dies or <paramref name="stop"/> says so.</summary>
    internal async Task Work(Asker asker, Func<Uri> server, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            _pending ??= Next();
            if (_pending is null) await Task.Delay(15, CancellationToken.None);
            else if (!await Finish(asker, server())) return;
        }
    }

    /// <summary>Asks for what was not answered; false where the server died on it again.</summary>
    internal async Task<bool> Finish(Asker asker, Uri server)
    {
        if (_pending is not { } deed) return true;
        if (await asker.Ask(server, deed) is not { } heard) return false;
        _pending = null;
        Take(deed, heard);
        return true;
    }

    internal async Task<bool> CheckOne(Asker asker, Uri server)
    {
        if (Check() is not { } deed) return true;
        if (await asker.Ask(server, deed) is not { } heard) return false;
        Take(deed, heard);
        return true;
    }

    private void Take(Deed deed, Heard heard)
    {
        ledger.Keep(deed, heard);
        try
        {
            deed.Then(heard);
        }
        catch (Exception odd) when (odd is System.Text.Json.JsonException or InvalidOperationException or NullReferenceException or FormatException)
        {
            ledger.Wrong($"{deed.What}: {heard.Status} {heard.Text} ({odd.Message})");
        }
    }
}
