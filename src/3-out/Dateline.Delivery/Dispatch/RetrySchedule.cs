namespace Dateline.Delivery.Dispatch;

/// <summary>
/// When a failed delivery is tried again (promises.md R1): after 5 s, 30 s, 2 min, 10 min, 30 min, 1 h, then hourly until 72 h are over, each give or take a fifth.
/// A withdrawal is tried every minute for its first hour, and no client's wish can make it wait longer than that.
/// </summary>
internal static class RetrySchedule
{
    internal static readonly TimeSpan GivesUpAfter = TimeSpan.FromHours(72);

    private static readonly TimeSpan[] Steps = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1)];
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>How long to wait after a failed attempt; null: it is given up.</summary>
    /// <param name="failures">How many attempts have failed in a row, this one included.</param>
    /// <param name="isWithdrawal">Whether it withdraws a story.</param>
    /// <param name="since">How long it has been tried.</param>
    /// <param name="wish">How long they asked us to wait; null: they did not.</param>
    /// <param name="chance">From 0 to 1: where in the give or take it falls.</param>
    internal static TimeSpan? After(int failures, bool isWithdrawal, TimeSpan since, TimeSpan? wish, double chance)
    {
        if (since >= GivesUpAfter) return null;
        var step = isWithdrawal && since < Hour ? Minute : Steps[Math.Clamp(failures - 1, 0, Steps.Length - 1)];
        var wait = step * (0.8 + 0.4 * chance);
        if (wish is { } asked && asked > wait) wait = Min(asked, isWithdrawal ? Max(wait, Minute) : Hour);
        // Never past the end: the last attempt is made when the 72 hours are over, not an hour before.
        return since + wait > GivesUpAfter ? GivesUpAfter - since : wait;
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
