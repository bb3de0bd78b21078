"""The night as a Prefect flow and its schedule, against a real Prefect server."""

import asyncio
import socket
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.support.tiny_hospital import PATIENTS, TinyHospital, calcium_labelled, laboratory
from warehouse.home import Home


@pytest.fixture(scope="session")
def prefect_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One real server for the session: it takes 20 to 35 s to start.

    Not the test harness of Prefect: its temporary server runs no scheduler.
    """
    home = tmp_path_factory.mktemp("prefect")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PREFECT_HOME", str(home))
        patch.setenv("DO_NOT_TRACK", "1")
        patch.setenv("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
        patch.setenv("PREFECT_LOGGING_LEVEL", "CRITICAL")
        from flows.schedule import local_server

        with local_server(_free_port()):
            yield


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def hospital(tmp_path: Path) -> TinyHospital:
    hospital = TinyHospital(tmp_path / "home")
    hospital.drop("PAT_20260302.csv", PATIENTS)
    hospital.drop(
        "LAB_20260302.csv",
        laboratory(
            "P1;1;T1;CA;3,05;mmol/L;01/03/2026 08:00;F", "P1;2;T1;ALB;20;g/L;01/03/2026 08:00;F"
        ),
    )
    return hospital


@pytest.mark.usefixtures("prefect_server")
def test_a_night_is_a_flow_of_ten_to_thirty_tasks(hospital: TinyHospital) -> None:
    from flows.nightly import nightly

    state = nightly(str(hospital.home.root), return_state=True)
    assert state.is_completed()
    report = state.result()
    assert report.outcome == "published"
    assert 10 <= _task_run_count(state.state_details.flow_run_id) <= 30


@pytest.mark.usefixtures("prefect_server")
def test_a_refused_night_is_a_failed_flow(hospital: TinyHospital) -> None:
    from flows.nightly import NightRefused, nightly

    hospital.drop("LAB_20260303.csv", calcium_labelled("mmol/L"))
    state = nightly(str(hospital.home.root), return_state=True)
    assert state.is_failed()
    with pytest.raises(NightRefused, match="the last version stays"):
        state.result()
    assert not hospital.home.current.exists()


@pytest.mark.usefixtures("prefect_server")
def test_a_deployed_night_has_scheduled_runs_at_half_past_three_in_paris(tmp_path: Path) -> None:
    """Some versions of what Prefect stands on never schedule anything, without any error."""
    from flows.schedule import night_deployment

    deployment_id = night_deployment(Home(tmp_path)).apply()
    starts = _scheduled_starts(deployment_id, within_seconds=90)
    assert starts, "no SCHEDULED run within 90 s of the deployment"
    in_paris = [start.astimezone(ZoneInfo("Europe/Paris")) for start in starts]
    assert {(start.hour, start.minute) for start in in_paris} == {(3, 30)}
    assert min(starts) > datetime.now(UTC)


def _task_run_count(flow_run_id: object) -> int:
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId

    async def count() -> int:
        async with get_client() as client:
            runs = await client.read_task_runs(
                flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=[flow_run_id]))
            )
            return len(runs)

    # Task runs are recorded by the server a moment after they end.
    for _ in range(20):
        found = asyncio.run(count())
        if found:
            time.sleep(1)
            return asyncio.run(count())
        time.sleep(0.5)
    return 0


def _scheduled_starts(deployment_id: object, within_seconds: int) -> list[datetime]:
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import (
        DeploymentFilter,
        DeploymentFilterId,
        FlowRunFilter,
        FlowRunFilterState,
        FlowRunFilterStateType,
    )
    from prefect.client.schemas.objects import StateType

    async def read() -> list[datetime]:
        async with get_client() as client:
            runs = await client.read_flow_runs(
                deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=[deployment_id])),
                flow_run_filter=FlowRunFilter(
                    state=FlowRunFilterState(
                        type=FlowRunFilterStateType(any_=[StateType.SCHEDULED])
                    )
                ),
            )
            return [run.expected_start_time for run in runs if run.expected_start_time]

    deadline = time.monotonic() + within_seconds
    while time.monotonic() < deadline:
        if starts := asyncio.run(read()):
            return starts
        time.sleep(1)
    return []
