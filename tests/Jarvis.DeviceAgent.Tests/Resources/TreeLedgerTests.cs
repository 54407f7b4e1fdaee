using Jarvis.DeviceAgent.Resources;
using Shouldly;
using Xunit;

namespace Jarvis.DeviceAgent.Tests.Resources;

public class TreeLedgerTests
{
    [Fact]
    public void Time_of_a_child_its_parent_waited_for_counts_once()
    {
        var ledger = Tree();
        Pass(ledger, ended: 2, parentGot: 100);
        ledger.TotalTicks().ShouldBe(150);
    }

    [Fact]
    public void Time_of_a_child_nobody_waited_for_is_kept()
    {
        var ledger = Tree();
        Pass(ledger, ended: 2, parentGot: 0);
        ledger.TotalTicks().ShouldBe(150);
        ledger.Count.ShouldBe(1);
    }

    [Fact]
    public void Time_of_an_orphan_that_ends_is_kept()
    {
        var ledger = Tree();
        ledger.Begin();
        ledger[1].Stat = ledger[1].Stat with { ParentPid = 999 };
        ledger[1].Vanished = true;
        ledger.Claim();
        ledger[0].ClaimedTicks.ShouldBe(0);
        ledger.Forget();
        ledger.TotalTicks().ShouldBe(150);
    }

    [Fact]
    public void The_total_never_goes_back_while_time_is_on_its_way_to_a_parent()
    {
        var ledger = Tree();
        ledger.TotalTicks().ShouldBe(150);
        ledger.Begin();
        ledger[1].Vanished = true;
        ledger.Claim();
        ledger.Settle(0, endedTicksNow: 100);
        ledger.Forget();
        ledger.TotalTicks().ShouldBe(150);
        ledger.Begin();
        ledger[0].Stat = ledger[0].Stat with { EndedChildrenTicks = 130 };
        ledger.TotalTicks().ShouldBe(180);
    }

    [Fact]
    public void Memory_moves_with_resident_pages_between_close_looks()
    {
        var ledger = Tree();
        ledger[0].Stat = ledger[0].Stat with { ResidentPages = 10 };
        ledger.MemoryBytes(4096).ShouldBe(10 * 4096);
        (ledger[0].MemoryBytes, ledger[0].MemoryAtPages, ledger[0].LookedAt) = (4 * 4096, 10, 1);
        ledger.MemoryBytes(4096).ShouldBe(4 * 4096);
        ledger[0].Stat = ledger[0].Stat with { ResidentPages = 13 };
        ledger.MemoryBytes(4096).ShouldBe(7 * 4096);
    }

    [Fact]
    public void A_process_not_looked_at_yet_is_taken_to_share_as_much_as_the_others()
    {
        var ledger = Tree();
        ledger[0].Stat = ledger[0].Stat with { ResidentPages = 10 };
        ledger[1].Stat = ledger[1].Stat with { ResidentPages = 20 };
        (ledger[0].MemoryBytes, ledger[0].MemoryAtPages, ledger[0].LookedAt) = (5 * 4096, 10, 1);
        ledger.MemoryBytes(4096).ShouldBe(15 * 4096);
        (ledger[1].MemoryBytes, ledger[1].LookedAt) = (-1, 1);
        ledger.MemoryBytes(4096).ShouldBe(25 * 4096);
    }

    // 1 with 50 ticks of its own, 2 below it with 100.
    private static TreeLedger Tree()
    {
        var ledger = new TreeLedger();
        ledger.Add(1, new ProcessStat { State = 'S', ParentPid = 0, OwnTicks = 50, NumThreads = 1, StartTicks = 5 });
        ledger.Add(2, new ProcessStat { State = 'R', ParentPid = 1, OwnTicks = 100, NumThreads = 1, StartTicks = 6 });
        return ledger;
    }

    private static void Pass(TreeLedger ledger, int ended, long parentGot)
    {
        ledger.Begin();
        ledger[ended - 1].Vanished = true;
        ledger[0].Stat = ledger[0].Stat with { EndedChildrenTicks = parentGot };
        ledger.Claim();
        ledger.Settle(0, parentGot);
        ledger.Forget();
    }
}
